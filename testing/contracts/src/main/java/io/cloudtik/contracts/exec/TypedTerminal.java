package io.cloudtik.contracts.exec;

import io.cloudtik.api.spi.exec.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A terminal at which a test types, looks, and pulls at the window. */
public final class TypedTerminal implements Terminal {

    private static final byte[] CLOSED = {};

    private final BlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final Keys keys = new Keys();
    private volatile Size size;
    private volatile Consumer<Size> listener = changed -> {};

    public TypedTerminal(int columns, int rows) {
        this.size = new Size(columns, rows);
    }

    public void type(String text) {
        typed.add(text.getBytes(StandardCharsets.UTF_8));
    }

    public void resize(int columns, int rows) {
        size = new Size(columns, rows);
        listener.accept(size);
    }

    /** All that was shown up to now, with line feeds only. */
    public String screen() {
        return screen.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    @Override
    public String type() {
        return "xterm";
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public InputStream input() {
        return keys;
    }

    @Override
    public OutputStream output() {
        return screen;
    }

    @Override
    public void onResize(Consumer<Size> listener) {
        this.listener = listener;
    }

    private final class Keys extends InputStream {

        private byte[] rest = {};
        private volatile boolean closed;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                while (rest.length == 0) {
                    byte[] next = closed ? CLOSED : typed.poll(1, TimeUnit.SECONDS);
                    if (next == CLOSED) {
                        return -1;
                    }
                    rest = next == null ? rest : next;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
            int count = Math.min(length, rest.length);
            System.arraycopy(rest, 0, bytes, offset, count);
            byte[] left = new byte[rest.length - count];
            System.arraycopy(rest, count, left, 0, left.length);
            rest = left;
            return count;
        }

        @Override
        public void close() {
            closed = true;
            typed.add(CLOSED);
        }
    }
}
