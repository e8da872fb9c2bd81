package io.cloudtik.shell.terminal;

import io.cloudtik.api.control.Progress;

/** Progress a person sees, until it is closed. */
public interface ShownProgress extends Progress, AutoCloseable {

    /** Leaves the terminal to the operation's own output; steps are still told, in plain lines. */
    void giveWay();

    @Override
    void close();
}
