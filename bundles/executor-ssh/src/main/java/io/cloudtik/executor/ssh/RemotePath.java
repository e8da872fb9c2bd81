package io.cloudtik.executor.ssh;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A path below the login user's home. Only such a path means the same to every server: for some, {@code /} is the home
 * itself.
 */
record RemotePath(String text) {

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

    /** A name beside it that nobody else uses. */
    String part() {
        return text + "." + UUID.randomUUID().toString().substring(0, 8) + ".part";
    }

    @Override
    public String toString() {
        return "'" + text + "'";
    }
}
