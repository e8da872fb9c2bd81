package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A path below the login user's home. Only such a path means the same to every server: for some, {@code /} is the home
 * itself.
 */
record RemotePath(String text) {

    /** The home itself, as a folder. */
    static final String HOME = ".";

    private static final Pattern PART_SUFFIX = Pattern.compile("\\.[0-9a-f]{8}\\.part");
    private static final int PART_SUFFIX_LENGTH = ".01234567.part".length();

    RemotePath {
        List<String> names = List.of(text.split("/", -1));
        boolean leavesHome = names.stream().anyMatch(name -> List.of("", ".", "..").contains(name));
        if (leavesHome || text.startsWith("~") || text.indexOf('\0') >= 0) {
            throw new PlatformException(Kind.INVALID, "'" + text
                    + "' is no path below the login user's home: it may not be absolute, nor hold '.', '..' or a leading '~'");
        }
    }

    /** The folders above it, the outermost first. */
    List<String> parents() {
        List<String> parents = new ArrayList<>();
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', slash + 1)) {
            parents.add(text.substring(0, slash));
        }
        return parents;
    }

    /** The folder it is in. */
    String folder() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? HOME : text.substring(0, slash);
    }

    /** A name beside it that nobody else uses. */
    String part() {
        return text + "." + UUID.randomUUID().toString().substring(0, 8) + ".part";
    }

    /** Whether this was made by {@link #part()} of this path. */
    boolean isPart(String other) {
        return other.startsWith(text) && PART_SUFFIX.matcher(other.substring(text.length())).matches();
    }

    /** Whether it may be the part of some path. */
    static boolean looksLikePart(String name) {
        int end = name.length() - PART_SUFFIX_LENGTH;
        return end > 0 && PART_SUFFIX.matcher(name.substring(end)).matches();
    }

    @Override
    public String toString() {
        return "'" + text + "'";
    }
}
