package io.cloudtik.core.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Writes texts into a compressed archive in the format ustar, which every tar reads. */
public final class TarGz implements AutoCloseable {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int CHECKSUM_AT = 148;

    private final OutputStream out;
    private final Instant time;

    /** @param time of all its files */
    public TarGz(OutputStream target, Instant time) throws IOException {
        this.out = new GZIPOutputStream(target);
        this.time = time;
    }

    /**
     * @param name with folders, at most 100 bytes in UTF-8
     * @throws IllegalArgumentException if the name is longer
     */
    public void add(String name, byte[] content) throws IOException {
        out.write(header(name, content.length));
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private byte[] header(String name, int length) {
        byte[] header = new byte[BLOCK];
        if (name.getBytes(StandardCharsets.UTF_8).length > NAME_LENGTH) {
            throw new IllegalArgumentException("'" + name + "' is too long a name for a tar archive");
        }
        put(header, 0, name);
        put(header, 100, "0000600\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format("%011o\0", length));
        put(header, 136, String.format("%011o\0", time.getEpochSecond()));
        put(header, CHECKSUM_AT, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, CHECKSUM_AT, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }
}
