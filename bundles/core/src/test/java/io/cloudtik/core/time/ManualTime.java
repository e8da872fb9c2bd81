package io.cloudtik.core.time;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only when a test, or an await, makes it pass. Thread-safe. */
public final class ManualTime implements Time {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private Duration monotonic = Duration.ofHours(1);

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Duration monotonic() {
        return monotonic;
    }

    /** Does not wait: the time is over at once. */
    @Override
    public void await(Duration delay) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting " + delay);
        }
        advance(delay);
    }

    /** Both clocks go on. */
    public synchronized void advance(Duration time) {
        now = now.plus(time);
        monotonic = monotonic.plus(time);
    }

    /** The wall clock alone jumps, also backwards, as a step of NTP would. */
    public synchronized void set(Instant instant) {
        now = instant;
    }
}
