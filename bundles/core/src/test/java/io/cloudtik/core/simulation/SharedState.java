package io.cloudtik.core.simulation;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.contracts.state.InMemoryStateStore;
import io.cloudtik.core.cluster.NodeSlot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The truth of the cluster's store: what is in it, and whether it answers. */
final class SharedState {

    private static final Duration BEAT_LIFETIME = Duration.ofSeconds(60);

    private record Beat(Heartbeat heartbeat, String text, Instant at) {}

    private final RecordCodec codec;
    private final SimulatedNodes nodes;
    private final InstantSource clock;
    private final Map<NodeId, Beat> beats = new TreeMap<>(Comparator.comparing(NodeId::value));
    private final Map<String, SimulatedNodes.PlanText> plans = new HashMap<>();
    private StateStore store;
    private Instant deafUntil = Instant.EPOCH;
    private Instant wipedAt = Instant.EPOCH;

    SharedState(RecordCodec codec, SimulatedNodes nodes, InstantSource clock) {
        this.codec = codec;
        this.nodes = nodes;
        this.clock = clock;
        this.store = new InMemoryStateStore(clock);
    }

    StateStore store() {
        return store;
    }

    boolean answers() {
        return !deafUntil.isAfter(clock.instant());
    }

    /** Whether it has answered for that long and lost nothing. */
    boolean isSoundSince(Duration span) {
        Instant then = clock.instant().minus(span);
        return deafUntil.isBefore(then) && wipedAt.isBefore(then);
    }

    void deafUntil(Instant end) {
        deafUntil = end;
    }

    /** All is lost, also the epoch. */
    void wipe() {
        store = new InMemoryStateStore(clock);
        beats.clear();
        wipedAt = clock.instant();
    }

    /** The table of beats as it is now: what nodes sent, and what those sent that are silent since. */
    Map<String, StateValue> beats() {
        Instant now = clock.instant();
        for (Heartbeat beat : nodes.beats(this::plan)) {
            Beat before = beats.get(beat.node());
            if (before == null || !before.heartbeat().equals(beat)) {
                beats.put(beat.node(), new Beat(beat, codec.encode(beat), now));
            }
        }
        beats.values().removeIf(beat -> beat.at().plus(BEAT_LIFETIME).isBefore(now));
        Map<String, StateValue> values = new TreeMap<>();
        beats.forEach((node, beat) -> values.put(node.value(), new StateValue(beat.text(), beat.heartbeat().sequence() + 1)));
        return values;
    }

    private Optional<SimulatedNodes.PlanText> plan(NodeId node) {
        return store.get(StateKey.durable(StateBackend.PLAN_TABLE, node.value()))
                .map(StateValue::text)
                .map(text -> plans.computeIfAbsent(
                        text, key -> SimulatedNodes.PlanText.of(key, codec.decode(key, NodePlan.class))));
    }

    /** The slots as they are recorded. */
    List<NodeSlot> slots() {
        return store.list(Durability.DURABLE, "slot").values().stream().map(value -> slot(value.text())).toList();
    }

    Optional<NodeSlot> slot(int number) {
        return store.get(StateKey.durable("slot", String.valueOf(number))).map(value -> slot(value.text()));
    }

    NodeSlot slot(String text) {
        return codec.decode(text, NodeSlot.class);
    }
}
