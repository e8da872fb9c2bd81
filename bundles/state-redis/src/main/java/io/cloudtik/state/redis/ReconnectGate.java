package io.cloudtik.state.redis;

import io.cloudtik.api.problem.PlatformException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps callers from storming a server that is down, deaf or refuses the account: after a failed connect the next callers
 * get the same failure at once, for 50 ms at first and at most a second.
 */
final class ReconnectGate {

    private static final Duration FIRST_DELAY = Duration.ofMillis(50);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private Duration delay = Duration.ZERO;
    private long failedAt;
    private PlatformException failure;

    ReconnectGate(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized void pass() {
        if (failure == null) {
            return;
        }
        Duration left = delay.minusNanos(nanoTime.getAsLong() - failedAt);
        if (!left.isZero() && !left.isNegative()) {
            PlatformException again = new PlatformException(failure.kind(), failure.getMessage(), failure);
            throw failure.remedy().map(again::withRemedy).orElse(again).withRetryAfter(left);
        }
    }

    synchronized void failed(PlatformException reason) {
        delay = delay.isZero() ? FIRST_DELAY : delay.multipliedBy(2);
        if (delay.compareTo(LONGEST_DELAY) > 0) {
            delay = LONGEST_DELAY;
        }
        failedAt = nanoTime.getAsLong();
        failure = reason;
    }

    synchronized void connected() {
        delay = Duration.ZERO;
        failure = null;
    }
}
