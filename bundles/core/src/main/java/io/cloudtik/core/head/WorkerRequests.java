package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many workers of a type somebody asked for by hand. Kept in the durable state, so that a controller that takes over
 * keeps to it; forgotten once the file says another number. Thread-safe.
 */
final class WorkerRequests {

    private static final String TABLE = "worker-request";

    /** @param minWorkers what the file said when it was asked for */
    private record Request(NodeTypeName type, int workers, int minWorkers) {}

    private final StateStore store;
    private final RecordCodec codec;
    private final long epoch;
    private final Map<NodeTypeName, Request> requests = new ConcurrentHashMap<>();

    /** Reads what was asked for before. */
    WorkerRequests(StateStore store, RecordCodec codec, long epoch) {
        this.store = store;
        this.codec = codec;
        this.epoch = epoch;
        store.list(Durability.DURABLE, TABLE).values().stream()
                .map(value -> codec.decode(value.text(), Request.class))
                .forEach(request -> requests.put(request.type(), request));
    }

    /** The specification with the requests that hold for it in place of its own numbers. */
    ClusterSpec applied(ClusterSpec spec) {
        return spec.withNodeTypes(spec.nodeTypes().stream()
                .map(type -> holding(type).map(request -> type.withMinWorkers(request.workers())).orElse(type))
                .toList());
    }

    /** The requests that hold for a file's specification, by the names of their types. */
    Map<String, Integer> holding(ClusterSpec spec) {
        Map<String, Integer> holding = new TreeMap<>();
        spec.workerTypes().forEach(type ->
                holding(type).ifPresent(request -> holding.put(type.name().value(), request.workers())));
        return holding;
    }

    private Optional<Request> holding(NodeTypeSpec type) {
        return Optional.ofNullable(requests.get(type.name()))
                .filter(request -> request.minWorkers() == type.minWorkers() && request.workers() <= type.maxWorkers());
    }

    /** @param type as the file says it */
    void ask(NodeTypeSpec type, int workers) {
        keep(new Request(type.name(), workers, type.minWorkers()));
    }

    /** The state was lost: what was asked for is written again. */
    void writeAgain() {
        List.copyOf(requests.values()).forEach(this::keep);
    }

    private void keep(Request request) {
        StateKey key = key(request.type());
        store.compareAndSet(key, codec.encode(request), store.get(key).map(StateValue::version).orElse(0L), epoch);
        requests.put(request.type(), request);
    }

    /** Forgets what does not hold for a new specification. */
    void settle(ClusterSpec spec) {
        for (NodeTypeName type : requests.keySet()) {
            boolean holds = spec.workerTypes().stream()
                    .filter(candidate -> candidate.name().equals(type))
                    .anyMatch(candidate -> holding(candidate).isPresent());
            if (!holds) {
                store.get(key(type)).ifPresent(stored -> store.delete(key(type), stored.version(), epoch));
                requests.remove(type);
            }
        }
    }

    private static StateKey key(NodeTypeName type) {
        return StateKey.durable(TABLE, type.value());
    }
}
