package io.cloudtik.core.stage;

import java.util.Locale;

/** The moments of a node's life at which a user's commands run, in order. */
public enum Stage {
    /** On the bare machine, before anything of the platform or of the user is put on it. */
    INITIALIZATION,
    /** When the platform's and the user's files are there. */
    SETUP,
    /** When the node knows who it is, before its container starts. */
    BOOTSTRAP,
    /** When all services of the node run. */
    START,
    /** Before an orderly end, while the services still run. */
    STOP;

    /** As in the names of keys, files and messages. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
