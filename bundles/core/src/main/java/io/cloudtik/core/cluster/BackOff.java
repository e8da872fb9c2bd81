package io.cloudtik.core.cluster;

import io.cloudtik.api.problem.Kind;
import java.time.Duration;

/**
 * How long to wait before something is tried again: twice as long each time, up to a cap of its kind, and of that anything
 * from nothing to all (full jitter), so that what failed together does not come back together. Pure: the same failure waits
 * the same time.
 */
public final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final int SHARES = 1 << 16;

    private BackOff() {}

    /** @param failure names this failure and no other, and so draws the jitter */
    public static Duration delay(Kind kind, int inARow, String failure) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(Math.max(inARow - 1, 0), 10));
        Duration most = doubled.compareTo(cap(kind)) > 0 ? cap(kind) : doubled;
        long share = Long.parseLong(LaunchParameters.sha256(failure).substring(0, 4), 16);
        Duration drawn = most.multipliedBy(share).dividedBy(SHARES);
        return drawn.compareTo(LEAST) < 0 ? LEAST : drawn;
    }

    /** What a person must mend is tried seldom; what passes by itself, more often. */
    private static Duration cap(Kind kind) {
        return switch (kind) {
            case UNAVAILABLE, UNKNOWN, CONFLICT, NOT_FOUND, CAPACITY, INTERNAL -> Duration.ofMinutes(1);
            case THROTTLED, QUOTA, UNAUTHORIZED, DENIED, INVALID -> Duration.ofMinutes(2);
        };
    }
}
