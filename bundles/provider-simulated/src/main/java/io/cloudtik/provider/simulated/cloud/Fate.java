package io.cloudtik.provider.simulated.cloud;

import java.time.Duration;
import java.time.Instant;

/**
 * What was drawn for a machine at its launch.
 *
 * @param runsAt {@link Instant#MAX} if never
 * @param lag by which listings are behind its truth
 * @param endTakes from the wish to end it until it has ended
 */
record Fate(Instant runsAt, boolean reachable, Duration lag, Duration endTakes) {

    /** The same from a time on at which the cloud does all it should. */
    Fate mended(Instant now) {
        Instant soon = now.plusSeconds(20);
        return new Fate(runsAt.isAfter(soon) ? soon : runsAt, true, lag, endTakes);
    }
}
