package io.cloudtik.core.bootstrap;

import java.util.Objects;

/**
 * A file the bootstrap puts on a node, always with mode 0600.
 *
 * @param path relative to the container's home, {@code ~/.cloudtik}
 */
public record NodeFile(String path, String content) {

    public NodeFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(content, "content");
    }

    /** Without the content, which may be secret. */
    @Override
    public String toString() {
        return "NodeFile[" + path + "]";
    }
}
