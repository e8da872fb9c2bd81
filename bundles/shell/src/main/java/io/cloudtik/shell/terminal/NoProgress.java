package io.cloudtik.shell.terminal;

import java.io.PrintStream;

/** For those who want results only. */
final class NoProgress implements ShownProgress {

    @Override
    public void step(String subject, String message) {
        // Not wanted.
    }

    @Override
    public void activity(String subject, String message) {
        // Not wanted.
    }

    @Override
    public void pass(PrintStream stream, byte[] bytes, int length) {
        stream.write(bytes, 0, length);
        stream.flush();
    }

    @Override
    public void close() {
        // Nothing is shown.
    }
}
