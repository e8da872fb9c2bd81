package io.cloudtik.core.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Hashes of files, computed anew only for those that changed. Thread-safe. */
final class ContentHashes {

    private record Known(long size, FileTime changed, Object inode, String sha256) {

        boolean isStillTrueFor(BasicFileAttributes now) {
            return size == now.size() && changed.equals(now.lastModifiedTime()) && Objects.equals(inode, now.fileKey());
        }
    }

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    String sha256(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Known before = known.get(file);
        if (before != null && before.isStillTrueFor(now)) {
            return before.sha256();
        }
        String fresh = hash(file);
        known.put(file, new Known(now.size(), now.lastModifiedTime(), now.fileKey(), fresh));
        return fresh;
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
