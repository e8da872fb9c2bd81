package io.cloudtik.shell.terminal;

import io.cloudtik.api.control.Progress;
import java.io.PrintStream;

/** Progress a person sees, until it is closed. */
public interface ShownProgress extends Progress, AutoCloseable {

    /** Writes a piece of the operation's own output to a stream, which may be the same terminal. */
    void pass(PrintStream stream, byte[] bytes, int length);

    @Override
    void close();
}
