package io.cloudtik.contracts.net;

import java.time.Duration;
import java.util.Objects;

/**
 * What goes wrong on a way, and when.
 *
 * @param direction whose bytes are counted and spoilt
 * @param afterBytes that still pass in this direction, over all connections, before it happens
 * @param pause for {@link Effect#SLOW}: before each piece of a KiB
 */
public record Fault(Effect effect, Direction direction, long afterBytes, Duration pause) {

    public enum Direction { TO_SERVER, TO_CLIENT }

    /** What happens to the byte after those that pass. */
    public enum Effect {
        /** All connections end at once, as if one side's machine had gone; later ones are good. */
        CUT,
        /** It is not the byte that was sent; all others are. */
        CORRUPT,
        /** With it this direction ends in order, the other stays open; on every connection. */
        HALF_CLOSE,
        /** It vanishes with all that follow, and nobody is told. */
        SWALLOW,
        /** It passes slowly, like all that follow. */
        SLOW;

        boolean happensOnce() {
            return this == CUT || this == CORRUPT;
        }
    }

    public Fault {
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(pause, "pause");
        if (afterBytes < 0) {
            throw new IllegalArgumentException("afterBytes is " + afterBytes + ", below 0");
        }
    }

    public static Fault of(Effect effect, Direction direction, long afterBytes) {
        return new Fault(effect, direction, afterBytes, Duration.ZERO);
    }

    public static Fault cut(Direction direction, long afterBytes) {
        return of(Effect.CUT, direction, afterBytes);
    }

    public static Fault slow(Direction direction, Duration pause) {
        return new Fault(Effect.SLOW, direction, 0, pause);
    }
}
