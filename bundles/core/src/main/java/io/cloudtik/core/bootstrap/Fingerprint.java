package io.cloudtik.core.bootstrap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Tells two versions of a file apart: its size and two checksums of 32 bits. Java has the processor compute these, while a
 * SHA-256 of a distribution takes a second of a process that has just begun. It is no proof against somebody who makes two
 * files for it; but whoever can write a distribution runs code as us anyway.
 */
record Fingerprint(long size, long crc32, long crc32c) {

    private static final int CHUNK = 1 << 16;

    static Fingerprint of(Path file) throws IOException {
        CRC32 crc32 = new CRC32();
        CRC32C crc32c = new CRC32C();
        long size = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer.clear()) >= 0) {
                buffer.flip();
                size += buffer.remaining();
                crc32.update(buffer.duplicate());
                crc32c.update(buffer);
            }
        }
        return new Fingerprint(size, crc32.getValue(), crc32c.getValue());
    }
}
