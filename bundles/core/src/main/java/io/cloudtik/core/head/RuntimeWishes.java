package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.RuntimeOperations.Wish;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which runtimes somebody stopped or started again by hand, and where. Kept in the durable state and told to nodes by their
 * plans, so that neither a controller nor a container that comes back starts what was stopped. Thread-safe.
 */
final class RuntimeWishes {

    private static final String TABLE = "runtime-wish";
    private static final String EVERYWHERE = "all nodes";
    /** Makes a service another one than before, so that its node starts it again. */
    private static final String RESTARTS = "CLOUDTIK_RESTARTS";

    /**
     * @param stopped on all nodes but for those that are named
     * @param nodes by their ids whether it is stopped there, where that differs from the rest
     * @param restarts how often it was started again by hand on all nodes
     * @param nodeRestarts how often besides, by the ids of nodes
     */
    private record Kept(
            String runtime, boolean stopped, Map<String, Boolean> nodes, long restarts, Map<String, Long> nodeRestarts) {

        private static Kept nothing(String runtime) {
            return new Kept(runtime, false, Map.of(), 0, Map.of());
        }

        private boolean isStopped(NodeId node) {
            return nodes.getOrDefault(node.value(), stopped);
        }

        private long restarts(NodeId node) {
            return restarts + nodeRestarts.getOrDefault(node.value(), 0L);
        }

        private Kept everywhere(Wish wish) {
            return new Kept(
                    runtime, wish == Wish.STOP, Map.of(), wish == Wish.RESTART ? restarts + 1 : restarts, nodeRestarts);
        }

        private Kept on(List<NodeId> some, Wish wish) {
            Map<String, Boolean> there = new HashMap<>(nodes);
            Map<String, Long> again = new HashMap<>(nodeRestarts);
            for (NodeId node : some) {
                there.put(node.value(), wish == Wish.STOP);
                if (wish == Wish.RESTART) {
                    again.merge(node.value(), 1L, Long::sum);
                }
            }
            there.values().removeIf(value -> value == stopped);
            return new Kept(runtime, stopped, there, restarts, again);
        }

        private Kept without(NodeId node) {
            Map<String, Boolean> there = new HashMap<>(nodes);
            Map<String, Long> again = new HashMap<>(nodeRestarts);
            there.remove(node.value());
            again.remove(node.value());
            return new Kept(runtime, stopped, there, restarts, again);
        }
    }

    private final StateStore store;
    private final RecordCodec codec;
    private final long epoch;
    private final Map<String, Kept> wishes = new ConcurrentHashMap<>();

    /** Reads what was wished before. */
    RuntimeWishes(StateStore store, RecordCodec codec, long epoch) {
        this.store = store;
        this.codec = codec;
        this.epoch = epoch;
        store.list(Durability.DURABLE, TABLE).values().stream()
                .map(value -> codec.decode(value.text(), Kept.class))
                .forEach(kept -> wishes.put(kept.runtime(), kept));
    }

    /** @param nodes empty for all, those that are yet to come too */
    synchronized void wish(String runtime, Wish wish, List<NodeId> nodes) {
        Kept before = wishes.getOrDefault(runtime, Kept.nothing(runtime));
        keep(nodes.isEmpty() ? before.everywhere(wish) : before.on(nodes, wish));
    }

    private void keep(Kept kept) {
        StateKey key = StateKey.durable(TABLE, kept.runtime());
        store.compareAndSet(key, codec.encode(kept), store.get(key).map(StateValue::version).orElse(0L), epoch);
        wishes.put(kept.runtime(), kept);
    }

    /** The state was lost: what was wished is written again. */
    synchronized void writeAgain() {
        List.copyOf(wishes.values()).forEach(this::keep);
    }

    /** What was wished of a node that is no more is over. */
    synchronized void forget(NodeId node) {
        for (Kept kept : List.copyOf(wishes.values())) {
            Kept without = kept.without(node);
            if (!without.equals(kept)) {
                keep(without);
            }
        }
    }

    /** All that is wished, to be compared with what was wished before. */
    Object kept() {
        return Map.copyOf(wishes);
    }

    /** A node's plan with what was wished of its runtimes. */
    NodePlan applied(NodePlan plan, NodeId node) {
        List<String> stopped = new ArrayList<>();
        List<PlannedService> services = new ArrayList<>();
        for (PlannedService service : plan.services()) {
            Optional<Kept> kept = Optional.ofNullable(wishes.get(service.runtime()));
            if (kept.map(wish -> wish.isStopped(node)).orElse(false)) {
                stopped.add(service.name());
            }
            long restarts = kept.map(wish -> wish.restarts(node)).orElse(0L);
            services.add(restarts == 0 ? service : service.withEnvironmentBeneath(Map.of(RESTARTS, String.valueOf(restarts))));
        }
        return plan.withServices(services, stopped);
    }

    /** The runtimes that are stopped, each with where. */
    Map<String, List<String>> stopped() {
        Map<String, List<String>> stopped = new TreeMap<>();
        wishes.forEach((runtime, kept) -> {
            List<String> where = new ArrayList<>();
            if (kept.stopped()) {
                where.add(EVERYWHERE);
            }
            kept.nodes().forEach((node, isStopped) -> where.add(isStopped ? node : "not on " + node));
            if (!where.isEmpty()) {
                stopped.put(runtime, where);
            }
        });
        return stopped;
    }
}
