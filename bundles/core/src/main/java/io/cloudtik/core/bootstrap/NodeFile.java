package io.cloudtik.core.bootstrap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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

    /** By which a node is asked whether its container began with the same files. */
    static String hash(List<NodeFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (NodeFile file : files) {
                digest.update((file.path() + "\0" + file.content() + "\0").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without the content, which may be secret. */
    @Override
    public String toString() {
        return "NodeFile[" + path + "]";
    }
}
