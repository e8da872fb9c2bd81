package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.Heartbeat;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a node's life.
 *
 * @param silentFor since the instant at which we first read its latest beat; by our monotonic clock alone
 * @param heartbeat the latest, where there is one
 */
public record Sighting(Duration silentFor, Optional<Heartbeat> heartbeat) {

    private static final Duration FRESH = Duration.ofSeconds(3);

    public boolean isFresh() {
        return silentFor.compareTo(FRESH) < 0;
    }
}
