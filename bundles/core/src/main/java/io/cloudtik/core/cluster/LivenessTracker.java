package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges life by the monotonic instant at which a higher sequence, or a new boot, was first read here; senders' clocks play
 * no part. A pass that came late says more about us than about the nodes, so what it was too late by is not held against
 * them; the rest is, or nobody would ever be found silent by a head whose passes are always late.
 */
public final class LivenessTracker {

    private record Seen(Heartbeat heartbeat, Duration readAt) {}

    private final Time time;
    private final Duration latest;
    private final Map<NodeId, Seen> seen = new HashMap<>();
    private Optional<Duration> lastPass = Optional.empty();

    /** @param latest the longest pause between two passes that is not late */
    public LivenessTracker(Time time, Duration latest) {
        this.time = time;
        this.latest = latest;
    }

    public Map<NodeId, Sighting> observe(Collection<Heartbeat> heartbeats) {
        Duration now = time.monotonic();
        Duration pause = lastPass.map(now::minus).orElse(Duration.ZERO);
        if (pause.compareTo(latest) > 0) {
            forgive(pause.minus(latest));
        }
        lastPass = Optional.of(now);
        for (Heartbeat beat : heartbeats) {
            Seen before = seen.get(beat.node());
            if (before == null || isNewer(beat, before.heartbeat())) {
                seen.put(beat.node(), new Seen(beat, now));
            }
        }
        Map<NodeId, Sighting> result = new HashMap<>();
        seen.forEach((node, last) ->
                result.put(node, new Sighting(now.minus(last.readAt()), Optional.of(last.heartbeat()))));
        return result;
    }

    /** Nothing could be read, so nothing is known: time stands still for every suspicion. */
    public void storeWasDeaf() {
        Duration now = time.monotonic();
        lastPass.map(now::minus).ifPresent(this::forgive);
        lastPass = Optional.of(now);
    }

    public void forget(NodeId node) {
        seen.remove(node);
    }

    private void forgive(Duration pause) {
        seen.replaceAll((node, last) -> new Seen(last.heartbeat(), last.readAt().plus(pause)));
    }

    private static boolean isNewer(Heartbeat beat, Heartbeat last) {
        return !beat.bootId().equals(last.bootId()) || beat.sequence() > last.sequence();
    }
}
