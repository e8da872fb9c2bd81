package io.cloudtik.provider.local.host;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The least of a terminal, for a system without a tool that makes real ones: echo, backspace, lines, the end of input.
 * Whoever sits there has set their own terminal raw and would see nothing of what they type.
 */
final class LineDiscipline extends InputStream {

    private static final int END_OF_INPUT = 4;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;
    private static final byte[] ERASE = "\b \b".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW_LINE = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream keys;
    private final OutputStream screen;
    private byte[] line = {};
    private int position;
    private boolean ended;

    LineDiscipline(InputStream keys, OutputStream screen) {
        this.keys = keys;
        this.screen = screen;
    }

    /** The output of a program as a raw terminal wants it: a carriage return with each line feed. */
    static OutputStream screen(OutputStream raw) {
        return new FilterOutputStream(raw) {
            @Override
            public synchronized void write(int b) throws IOException {
                if (b == '\n') {
                    out.write('\r');
                }
                out.write(b);
            }
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (position == line.length) {
            if (ended) {
                return -1;
            }
            line = readLine();
            position = 0;
            if (line.length == 0) {
                return -1;
            }
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, bytes, offset, count);
        position += count;
        return count;
    }

    private byte[] readLine() throws IOException {
        ByteArrayOutputStream typed = new ByteArrayOutputStream();
        for (int key = keys.read(); ; key = keys.read()) {
            if (key < 0 || key == END_OF_INPUT && typed.size() == 0) {
                ended = true;
                return typed.toByteArray();
            }
            if (key == '\r' || key == '\n') {
                typed.write('\n');
                show(NEW_LINE);
                return typed.toByteArray();
            }
            if (key == DELETE || key == BACKSPACE) {
                erase(typed);
            } else {
                typed.write(key);
                show(new byte[] {(byte) key});
            }
        }
    }

    private void erase(ByteArrayOutputStream typed) throws IOException {
        byte[] bytes = typed.toByteArray();
        int end = bytes.length - 1;
        while (end > 0 && (bytes[end] & 0xc0) == 0x80) {
            end--; // back over the rest of a UTF-8 character
        }
        if (end >= 0) {
            typed.reset();
            typed.writeBytes(Arrays.copyOf(bytes, end));
            show(ERASE);
        }
    }

    private void show(byte[] bytes) throws IOException {
        screen.write(bytes);
        screen.flush();
    }

    @Override
    public void close() throws IOException {
        keys.close();
    }
}
