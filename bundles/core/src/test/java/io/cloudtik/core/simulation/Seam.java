package io.cloudtik.core.simulation;

import java.time.Duration;

/** Where the controller meets the world: here it waits, and here it may die. */
interface Seam {

    /** @throws Crash if the process ends here */
    void pass(String where);

    void await(Duration time);
}
