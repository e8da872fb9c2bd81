package io.cloudtik.shell;

import java.util.List;

/** A command that leaves something half done when it is interrupted. */
public interface Resumable {

    /** The commands that go on, or take it back, each with what it does. */
    List<String> howToGoOn();
}
