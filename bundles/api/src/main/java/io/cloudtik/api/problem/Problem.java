package io.cloudtik.api.problem;

import java.util.Objects;

/**
 * One thing that is wrong in a user's input.
 *
 * @param severity an error stops what was asked for, a warning does not
 * @param place where the value was written
 * @param path the keys that lead to it, such as {@code available_node_types.worker.default.min_workers}
 * @param message names the thing, the value and the rule
 * @param remedy what to write instead; empty where the message says it all
 */
public record Problem(Severity severity, Place place, String path, String message, String remedy) {

    public enum Severity { ERROR, WARNING }

    private static final int LONGEST = 600;

    public Problem {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    public static Problem error(Place place, String path, String message, String remedy) {
        return new Problem(Severity.ERROR, place, path, message, remedy);
    }

    public static Problem warning(Place place, String path, String message, String remedy) {
        return new Problem(Severity.WARNING, place, path, message, remedy);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line, however long or strange the values are that the message quotes. */
    @Override
    public String toString() {
        String text = place + ": " + (isError() ? "error: " : "warning: ") + shown(message);
        return remedy.isEmpty() ? text : text + " (" + shown(remedy) + ")";
    }

    private static String shown(String text) {
        String cut = text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST / 2) + "..." + text.substring(text.length() - LONGEST / 2);
        StringBuilder line = new StringBuilder();
        cut.chars().forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || c == '\u2028' || c == '\u2029') {
                line.append("\\u%04X".formatted(c)); // It could move the cursor, or turn the reading around.
            } else {
                line.append((char) c);
            }
        });
        return line.toString();
    }
}
