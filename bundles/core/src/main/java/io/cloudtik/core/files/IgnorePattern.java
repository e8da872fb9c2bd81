package io.cloudtik.core.files;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One pattern that leaves files out, or takes them in again. {@code *} and {@code ?} stop at a slash, {@code **} does not; a
 * slash at the end means folders only, one at the beginning binds to the folder the pattern belongs to.
 */
record IgnorePattern(Pattern regex, boolean onlyFolders, boolean takesIn) {

    /** As in a {@code .gitignore}: with a slash inside it is bound to the file's folder. Empty for a blank or a comment. */
    static Optional<IgnorePattern> ofFilterLine(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        boolean takesIn = text.startsWith("!");
        return of(takesIn ? text.substring(1) : text, takesIn, true);
    }

    /** As after rsync's {@code --exclude}: with a slash inside it is compared with the end of the path. */
    static Optional<IgnorePattern> ofExclude(String text) {
        return text.isBlank() ? Optional.empty() : of(text.strip(), false, false);
    }

    private static Optional<IgnorePattern> of(String text, boolean takesIn, boolean innerSlashBinds) {
        boolean onlyFolders = text.endsWith("/");
        String body = onlyFolders ? text.substring(0, text.length() - 1) : text;
        boolean bound = body.startsWith("/") || innerSlashBinds && body.contains("/");
        String glob = body.startsWith("/") ? body.substring(1) : body;
        if (glob.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IgnorePattern(
                Pattern.compile((bound ? "" : "(?:.*/)?") + regex(glob), Pattern.DOTALL), onlyFolders, takesIn));
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < glob.length()) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 3;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i += 2;
            } else {
                i = one(glob, i, regex);
            }
        }
        return regex.toString();
    }

    private static int one(String glob, int at, StringBuilder regex) {
        char c = glob.charAt(at);
        int close = c == '[' ? glob.indexOf(']', at + 2) : -1;
        if (close > 0) {
            String inside = glob.substring(at + 1, close).replace("\\", "\\\\").replace("[", "\\[").replace("&", "\\&");
            regex.append('[').append(inside.startsWith("!") ? "^" + inside.substring(1) : inside).append(']');
            return close + 1;
        }
        switch (c) {
            case '*' -> regex.append("[^/]*");
            case '?' -> regex.append("[^/]");
            default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
        return at + 1;
    }

    boolean matches(String path, boolean isFolder) {
        return (isFolder || !onlyFolders) && regex.matcher(path).matches();
    }
}
