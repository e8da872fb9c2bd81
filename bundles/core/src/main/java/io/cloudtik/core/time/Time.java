package io.cloudtik.core.time;

import java.time.Duration;
import java.time.Instant;

/** The only clock core knows. */
public interface Time {

    /** Wall time, for people. */
    Instant now();

    /** Monotonic time since an arbitrary point, for every decision. */
    Duration monotonic();

    /**
     * Waits.
     *
     * @throws InterruptedException if somebody wants the caller to end
     */
    void await(Duration delay) throws InterruptedException;
}
