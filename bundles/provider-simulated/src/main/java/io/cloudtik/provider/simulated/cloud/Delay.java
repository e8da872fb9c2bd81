package io.cloudtik.provider.simulated.cloud;

import java.time.Duration;

/** Lets the caller of the cloud wait: really, or on a virtual clock. */
@FunctionalInterface
public interface Delay {

    /** Answers are never late. */
    Delay NONE = time -> { };

    void pass(Duration time);
}
