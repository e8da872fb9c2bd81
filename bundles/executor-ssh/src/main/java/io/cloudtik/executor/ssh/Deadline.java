package io.cloudtik.executor.ssh;

import java.time.Duration;
import java.util.Locale;

/** The instant by which something must be over, on the clock that nobody sets. */
record Deadline(Duration allowed, long nanoTime) {

    static Deadline in(Duration allowed) {
        return new Deadline(allowed, System.nanoTime() + allowed.toNanos());
    }

    /** Never negative. */
    long nanosLeft() {
        return Math.max(0, nanoTime - System.nanoTime());
    }

    /** How much time there was, for a message: {@code 1m30s}. */
    String inWords() {
        return allowed.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
