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
 * @param severed its container has no connection to the state any more: it has ended, or its way to us has
 */
public record Sighting(Duration silentFor, Optional<Heartbeat> heartbeat, boolean severed) {

    private static final Duration FRESH = Duration.ofSeconds(3);

    /** Of the beat only what decides: its services and its drain. */
    Sighting forRecord() {
        return new Sighting(silentFor, heartbeat.map(beat -> new Heartbeat(
                beat.node(), "", 0, beat.resources(), "", beat.services(), "", beat.drain(), Map.of())), severed);
    }

    /** Of a node that is connected, as far as anybody knows. */
    public Sighting(Duration silentFor, Optional<Heartbeat> heartbeat) {
        this(silentFor, heartbeat, false);
    }

    /** The same of a node that is not connected. */
    public Sighting whenSevered() {
        return new Sighting(silentFor, heartbeat, true);
    }

    public boolean isFresh() {
        return silentFor.compareTo(FRESH) < 0 && !severed;
    }
}
