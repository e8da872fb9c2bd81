package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.Heartbeat;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a node's life.
 *
 * @param silentFor since the instant at which we first read its latest beat; by our monotonic clock alone
 * @param heartbeat the latest, where there is one
 */
public record Sighting(Duration silentFor, Optional<Heartbeat> heartbeat) {

    private static final Duration FRESH = Duration.ofSeconds(3);

    /** Of the beat only what decides: its services and its drain. */
    Sighting forRecord() {
        return new Sighting(silentFor, heartbeat.map(beat -> new Heartbeat(
                beat.node(), "", 0, beat.resources(), "", beat.services(), "", beat.drain(), Map.of())));
    }

    public boolean isFresh() {
        return silentFor.compareTo(FRESH) < 0;
    }
}
