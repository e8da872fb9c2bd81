package io.cloudtik.api.spi.runtime;

import java.util.Base64;
import java.util.Objects;

/**
 * A file the node gets, in the plan's private folder.
 *
 * @param path relative, below the plan's folder
 * @param content text, in which the plan's variables are filled; or bytes in base64, which are left as they are
 * @param onlyIfMissing write it once and leave what is there afterwards, for files a service itself keeps up
 */
public record PlannedFile(String path, String content, Encoding encoding, int mode, boolean onlyIfMissing) {

    public enum Encoding { TEXT, BASE64 }

    public PlannedFile {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(encoding, "encoding");
        if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
            throw new IllegalArgumentException("'" + path + "' does not stay in the plan's folder");
        }
    }

    public static PlannedFile text(String path, String content) {
        return new PlannedFile(path, content, Encoding.TEXT, 0644, false);
    }

    /** Readable by its owner alone. */
    public static PlannedFile secret(String path, String content) {
        return new PlannedFile(path, content, Encoding.TEXT, 0600, false);
    }

    public static PlannedFile bytes(String path, byte[] content) {
        return new PlannedFile(path, Base64.getEncoder().encodeToString(content), Encoding.BASE64, 0644, false);
    }

    public PlannedFile keptIfPresent() {
        return new PlannedFile(path, content, encoding, mode, true);
    }

    /** Without the content, which may be secret. */
    @Override
    public String toString() {
        return "PlannedFile[" + path + ", " + content.length() + " characters]";
    }
}
