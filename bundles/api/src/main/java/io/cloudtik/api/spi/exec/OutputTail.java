package io.cloudtik.api.spi.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The last mebibyte of a stream, however long it is. */
final class OutputTail {

    static final int LIMIT = 1 << 20;

    private byte[] bytes = new byte[4096];
    private int size;
    private boolean isCut;

    void append(byte[] more, int length) {
        if (size + length > bytes.length) {
            makeRoomFor(length);
        }
        System.arraycopy(more, 0, bytes, size, length);
        size += length;
    }

    /** Copies at most the limit, and only once in as many bytes. */
    private void makeRoomFor(int length) {
        int kept = Math.min(size, LIMIT);
        byte[] roomier = new byte[Math.max(bytes.length, 2 * (kept + length))];
        System.arraycopy(bytes, size - kept, roomier, 0, kept);
        isCut |= kept < size;
        bytes = roomier;
        size = kept;
    }

    /** Begins with a whole character. */
    String text() {
        int start = Math.max(0, size - LIMIT);
        if (isCut || start > 0) {
            while (start < size && isContinuation(bytes[start])) {
                start++;
            }
        }
        return new String(bytes, start, size - start, UTF_8);
    }

    private static boolean isContinuation(byte utf8) {
        return (utf8 & 0xC0) == 0x80;
    }
}
