package io.cloudtik.core.files;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** The user's files for one node, in the order of their targets, each target once. */
public record FileSet(List<SourceFile> files) {

    public static final FileSet EMPTY = new FileSet(List.of());

    public FileSet {
        files = List.copyOf(files);
    }

    /** The last of several for one target counts. */
    public static FileSet of(Collection<SourceFile> files) {
        TreeMap<String, SourceFile> byTarget = new TreeMap<>();
        files.forEach(file -> byTarget.put(file.target(), file));
        return new FileSet(List.copyOf(byTarget.values()));
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    /** The same for the same targets, modes and contents; empty for no files. */
    public String digest() {
        if (isEmpty()) {
            return "";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach(file -> digest.update(line(file).getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** As it is kept on a node: the digest, then a line for each file. */
    public String manifest() {
        StringBuilder text = new StringBuilder(digest()).append('\n');
        files.forEach(file -> text.append(line(file)));
        return text.toString();
    }

    private static String line(SourceFile file) {
        return Integer.toOctalString(file.mode()) + " " + (file.isFolder() ? "-" : file.sha256()) + " " + file.target() + "\n";
    }
}
