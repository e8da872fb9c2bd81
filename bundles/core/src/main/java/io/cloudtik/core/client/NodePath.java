package io.cloudtik.core.client;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.nio.file.Path;

/**
 * A path on a node as a user writes it: absolute, below {@code ~/}, or relative to the login user's home.
 *
 * @param text without {@code ~/}, without needless parts; empty for the home itself
 * @param intoFolder whether the user said by a slash that it is a folder
 */
record NodePath(String text, boolean intoFolder) {

    static NodePath of(String written) {
        if (written.isBlank() || written.indexOf('\0') >= 0) {
            throw new PlatformException(Kind.INVALID, "'" + written + "' is no path on a node");
        }
        String path = written.equals("~") ? "" : written.startsWith("~/") ? written.substring(2) : written;
        String normal = Path.of(path).normalize().toString();
        return new NodePath(normal, path.isEmpty() || path.endsWith("/") || normal.isEmpty());
    }

    NodePath child(String relative) {
        return new NodePath(text.isEmpty() ? relative : text.endsWith("/") ? text + relative : text + "/" + relative, false);
    }

    /** Whether an executor takes it for its own transfers; other paths are reached by commands. */
    boolean isBelowHome() {
        return !text.isEmpty() && !text.startsWith("/") && !text.startsWith("..") && !text.startsWith("~");
    }

    /** As a command run in the login user's home takes it, where no leading hyphen makes it an option. */
    String forCommand() {
        return text.isEmpty() ? "." : text.startsWith("/") ? text : "./" + text;
    }

    String name() {
        Path name = Path.of(text).getFileName();
        return name == null || name.toString().isEmpty() ? "home" : name.toString();
    }
}
