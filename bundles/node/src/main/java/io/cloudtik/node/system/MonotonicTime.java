package io.cloudtik.node.system;

import java.time.Instant;
import java.time.InstantSource;

/** Instants that never jump: a clock that is set back must not stretch a delay, nor one set forward end it. */
public final class MonotonicTime implements InstantSource {

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
