package io.cloudtik.contracts.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Keeps the end of a stream. */
final class LastMebibyte {

    private static final int LIMIT = 1 << 20;

    private byte[] bytes = new byte[4096];
    private int size;

    void append(byte[] more, int length) {
        if (size + length > bytes.length) {
            int kept = Math.min(size, LIMIT);
            byte[] roomier = new byte[Math.max(bytes.length, 2 * (kept + length))];
            System.arraycopy(bytes, size - kept, roomier, 0, kept);
            bytes = roomier;
            size = kept;
        }
        System.arraycopy(more, 0, bytes, size, length);
        size += length;
    }

    String text() {
        return new String(Arrays.copyOfRange(bytes, Math.max(0, size - LIMIT), size), UTF_8);
    }
}
