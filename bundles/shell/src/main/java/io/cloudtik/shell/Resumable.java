package io.cloudtik.shell;

/** A command that leaves something half done when it is interrupted. */
public interface Resumable {

    /** The commands that go on, or take it back. */
    String howToGoOn();
}
