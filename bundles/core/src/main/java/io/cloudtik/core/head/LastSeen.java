package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.EventSink;
import io.cloudtik.core.cluster.LivenessTracker;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was last seen of the nodes, and what they measured of themselves. Written by the controller's loop alone; read by
 * any thread.
 */
final class LastSeen {

    private static final Duration LATE_PASS = Duration.ofSeconds(5);
    /** A beat later than this is a reason to look whether the node is connected; beats come once a second. */
    private static final Duration LATE_BEAT = Duration.ofMillis(900);

    private final NodeIdentity head;
    private final StateStore store;
    private final RecordCodec codec;
    private final Time time;
    private final LivenessTracker liveness;
    private final EventSink events;
    private final Set<String> unreadable = new HashSet<>();

    private volatile Map<NodeId, Sighting> sightings = Map.of();
    /** Outlives a change of the specification: what nodes have does not change with it. */
    private volatile List<NodeSlot> slots = List.of();
    private volatile Optional<ClusterReconciler.Pass> pass = Optional.empty();
    private volatile Optional<Duration> passAt = Optional.empty();

    LastSeen(NodeIdentity head, StateStore store, RecordCodec codec, Time time, EventSink events) {
        this.head = head;
        this.store = store;
        this.codec = codec;
        this.time = time;
        this.events = events;
        this.liveness = new LivenessTracker(time, LATE_PASS);
    }

    /** Reads the beats of all nodes now. While the store does not answer, no node grows silent. */
    Map<NodeId, Sighting> look() {
        try {
            List<Heartbeat> beats = new ArrayList<>();
            store.list(Durability.VOLATILE, StateBackend.HEARTBEAT_TABLE)
                    .forEach((node, value) -> read(node, value.text()).ifPresent(beats::add));
            sightings = withConnections(liveness.observe(beats));
            return sightings;
        } catch (PlatformException e) {
            liveness.storeWasDeaf();
            throw e;
        }
    }

    /** Silence takes long to mean something. That a connection was closed is told by the system at once. */
    private Map<NodeId, Sighting> withConnections(Map<NodeId, Sighting> seen) {
        if (seen.values().stream().noneMatch(LastSeen::isLate)) {
            return seen;
        }
        Map<NodeId, Sighting> judged = new HashMap<>(seen);
        store.connectedAccounts().ifPresent(accounts -> judged.replaceAll((node, sighting) ->
                isLate(sighting) && !accounts.contains(node.value()) && !node.equals(head.node())
                        ? sighting.whenSevered()
                        : sighting));
        return judged;
    }

    private static boolean isLate(Sighting sighting) {
        return sighting.silentFor().compareTo(LATE_BEAT) > 0;
    }

    /** A beat that is none is that node's trouble alone: a node writes it as it likes. */
    private Optional<Heartbeat> read(String node, String text) {
        try {
            Heartbeat beat = codec.decode(text, Heartbeat.class);
            if (!beat.node().value().equals(node)) {
                throw new PlatformException(Kind.INVALID, "it speaks for node '" + beat.node() + "'");
            }
            unreadable.remove(node);
            return Optional.of(beat);
        } catch (PlatformException e) {
            if (unreadable.add(node)) {
                events.event("HEARTBEAT_UNREADABLE", node, e.getMessage());
            }
            return Optional.empty();
        }
    }

    void keepSlots(ClusterObservation seen) {
        slots = seen.slots().stream().map(SlotView::slot).toList();
    }

    void keep(ClusterReconciler.Pass latest) {
        pass = Optional.of(latest);
        passAt = Optional.of(time.monotonic());
    }

    /** What was seen was seen with other wishes. */
    void forgetPass() {
        pass = Optional.empty();
    }

    void forget(NodeId node) {
        liveness.forget(node);
    }

    Map<NodeId, Sighting> sightings() {
        return sightings;
    }

    /** Empty before the first pass with the present wishes. */
    Optional<ClusterReconciler.Pass> pass() {
        return pass;
    }

    /** How long ago the last pass was, whatever was wished then. */
    Optional<Duration> sincePass() {
        return passAt.map(at -> time.monotonic().minus(at));
    }

    /** What the specification says that the head has, or else what it measured. */
    Optional<Resources> headResources(ClusterSpec spec) {
        return spec.headType().resources().or(() -> measured(head.node()));
    }

    Optional<Resources> measured(NodeId node) {
        return Optional.ofNullable(sightings.get(node)).flatMap(Sighting::heartbeat).map(Heartbeat::resources);
    }

    /** What any of the workers of a type measured. */
    Optional<Resources> measured(NodeTypeName type) {
        return slots.stream()
                .filter(slot -> slot.type().equals(type) && slot.isWanted())
                .flatMap(slot -> measured(slot.node()).stream())
                .findFirst();
    }
}
