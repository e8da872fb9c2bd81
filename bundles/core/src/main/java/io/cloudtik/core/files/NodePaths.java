package io.cloudtik.core.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Paths as users write them for their own machine and for nodes. */
public final class NodePaths {

    /** What belongs to the machine's system. */
    private static final List<String> SYSTEM = List.of(
            "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr");

    private static final String PLATFORM = ".cloudtik";

    private NodePaths() {}

    /**
     * @param base at which relative paths start
     * @param home in place of {@code ~}
     * @throws IllegalArgumentException with the reason if no path can be written so
     */
    public static Path local(String text, Path base, Path home) {
        try {
            if (text.equals("~") || text.startsWith("~/")) {
                return home.resolve(text.length() < 2 ? "" : text.substring(2)).normalize();
            }
            return base.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + text + "' is no path: " + e.getReason(), e);
        }
    }

    /**
     * Where it goes on a node: relative to the home there, or absolute.
     *
     * @throws IllegalArgumentException with the reason if it must not go there
     */
    static String target(String text) {
        String path = text.equals("~") ? "" : text.startsWith("~/") ? text.substring(2) : text;
        List<String> names = Arrays.stream(path.split("/")).filter(name -> !name.isEmpty() && !name.equals(".")).toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "' is a whole tree of the node; name a file or folder in it");
        }
        if (names.contains("..") || path.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no path for a node: it may hold neither '..' nor control characters");
        }
        String target = (path.startsWith("/") ? "/" : "") + String.join("/", names);
        if (SYSTEM.stream().anyMatch(system -> target.equals(system) || target.startsWith(system + "/"))) {
            throw new IllegalArgumentException("'" + text + "' belongs to the node's system;"
                    + " put it below ~ and move it with a setup command");
        }
        if (!target.startsWith("/") && names.get(0).equals(PLATFORM)) {
            throw new IllegalArgumentException("'" + text + "' belongs to the platform; put it elsewhere below ~");
        }
        return target;
    }
}
