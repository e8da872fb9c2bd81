package io.cloudtik.state.redis;

import java.time.Duration;

/** The moment by which a call has to be over, on the clock that never steps. */
record Deadline(long nanoTime) {

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isPast() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** At least 1, since 0 is for ever to a socket. */
    int remainingMillis() {
        return (int) Math.max(1, (nanoTime - System.nanoTime()) / 1_000_000);
    }
}
