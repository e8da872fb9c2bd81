package io.cloudtik.contracts.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits in tests for what other threads or processes do. */
public final class Eventually {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    /** Added to what a test expects: a machine that does other work beside must not fail it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Eventually() {}

    /**
     * @param usually how long it takes on a quiet machine; a loaded one gets a minute more
     * @throws AssertionError naming what was awaited, if it does not come even then
     */
    public static void await(String what, Duration usually, BooleanSupplier condition) {
        long deadline = System.nanoTime() + usually.plus(PATIENCE).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + usually.plus(PATIENCE) + ": " + what);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
