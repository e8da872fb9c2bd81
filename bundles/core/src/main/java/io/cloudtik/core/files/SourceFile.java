package io.cloudtik.core.files;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file or folder that a node gets.
 *
 * @param source where it is read from
 * @param target where it goes: relative to the login user's home, or absolute
 * @param mode permission bits
 * @param sha256 of the content, 64 hex digits; empty for a folder
 */
public record SourceFile(Path source, String target, int mode, String sha256) {

    public SourceFile {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(sha256, "sha256");
    }

    public boolean isFolder() {
        return sha256.isEmpty();
    }

    public boolean isAbsolute() {
        return target.startsWith("/");
    }
}
