package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.core.cluster.RuntimePlans;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes what each node gets from all runtimes and stores it where the node reads it. Only the head does this, so an
 * upgrade of a runtime can never make two nodes plan differently.
 */
final class PlanPublisher {

    private static final Logger log = LoggerFactory.getLogger(PlanPublisher.class);

    private final RuntimePlans runtimePlans;
    private final RuntimeWishes wishes;
    private final RecordCodec codec;
    private final StateStore store;
    private final long epoch;
    private final Map<NodeId, String> published = new ConcurrentHashMap<>();
    private final Map<NodeId, Object> lastInputs = new ConcurrentHashMap<>();
    private final Map<NodeId, Map<String, String>> endpoints = new ConcurrentHashMap<>();
    private final Map<NodeId, List<ScrapeEndpoint>> scrapes = new ConcurrentHashMap<>();
    private final Set<NodeId> draining = ConcurrentHashMap.newKeySet();
    private int verified;

    PlanPublisher(RuntimePlans runtimePlans, RuntimeWishes wishes, RecordCodec codec, StateStore store, long epoch) {
        this.wishes = wishes;
        this.runtimePlans = runtimePlans;
        this.codec = codec;
        this.store = store;
        this.epoch = epoch;
    }

    /** Stores the node's plan if it differs from what is stored. */
    void publish(ClusterSpec spec, RuntimePlans.Node planned) {
        NodeId node = planned.id();
        Object inputs = List.of(runtimePlans.inputs(spec, planned), wishes.kept());
        if (inputs.equals(lastInputs.get(node)) && !draining.contains(node)) {
            return;
        }
        NodePlan plan = wishes.applied(runtimePlans.of(spec, planned), node);
        String text = codec.encode(plan);
        String hash = NodePlan.hashOf(text);
        if (hash.equals(published.get(node))) {
            lastInputs.put(node, inputs);
            return;
        }
        StateKey key = StateKey.durable(StateBackend.PLAN_TABLE, node.value());
        Optional<StateValue> stored = store.get(key);
        if (stored.isEmpty() || !stored.get().text().equals(text)) {
            store.compareAndSet(key, text, stored.map(StateValue::version).orElse(0L), epoch);
            log.info("{}: plan {} with {} services", node, hash, plan.services().size());
        }
        endpoints.put(node, runtimePlans.endpoints(spec, planned));
        scrapes.put(node, plan.scrapes());
        // Last: what fails before is done again by the next pass.
        published.put(node, hash);
        lastInputs.put(node, inputs);
    }

    /**
     * Looks whether the next few published plans are still stored as they were, in turn; one that is not is published again
     * by the next pass. Called by the controller's loop alone.
     */
    void verify(int most) {
        List<NodeId> nodes = published.keySet().stream()
                .filter(node -> !draining.contains(node))
                .sorted(Comparator.comparing(NodeId::value))
                .toList();
        for (int i = 0; i < Math.min(most, nodes.size()); i++) {
            verify(nodes.get(Math.floorMod(verified++, nodes.size())));
        }
    }

    private void verify(NodeId node) {
        boolean kept;
        try {
            kept = store.get(StateKey.durable(StateBackend.PLAN_TABLE, node.value()))
                    .map(value -> NodePlan.hashOf(value.text()).equals(published.get(node)))
                    .orElse(false);
        } catch (PlatformException e) {
            if (e.kind() != Kind.INTERNAL) {
                throw e;
            }
            kept = false; // It was damaged and is set aside now.
        }
        if (!kept) {
            log.warn("{}: its plan is not stored any more", node);
            published.remove(node);
            lastInputs.remove(node);
        }
    }

    /** The state was lost: all plans are published again. */
    void forgetAll() {
        published.clear();
        lastInputs.clear();
        draining.clear();
    }

    /** Tells a node by its plan, which stays as it is otherwise, that it is to give its work away. */
    void drain(NodeId node) {
        if (draining.contains(node)) {
            return;
        }
        StateKey key = StateKey.durable(StateBackend.PLAN_TABLE, node.value());
        Optional<StateValue> stored = store.get(key);
        NodePlan plan = stored.map(value -> codec.decode(value.text(), NodePlan.class)).orElse(NodePlan.EMPTY);
        String text = codec.encode(plan.withDraining());
        if (!plan.draining()) {
            store.compareAndSet(key, text, stored.map(StateValue::version).orElse(0L), epoch);
        }
        published.put(node, NodePlan.hashOf(text));
        draining.add(node);
    }

    /** Whether a node, by its beat, has applied its plan and all its services are healthy, or stopped by hand. */
    boolean isServed(NodeId node, Heartbeat beat) {
        return beat.planHash().equals(published.get(node)) && beat.services().stream().allMatch(ServiceStatus::isAsWished);
    }

    /** What is stored for a node now. */
    Optional<NodePlan> stored(NodeId node) {
        return store.get(StateKey.durable(StateBackend.PLAN_TABLE, node.value()))
                .map(value -> codec.decode(value.text(), NodePlan.class));
    }

    /** The hash of what the node should have applied; empty before its first plan. */
    Optional<String> hash(NodeId node) {
        return Optional.ofNullable(published.get(node));
    }

    /** Where people find what the node runs, by name. */
    Map<String, String> endpoints(NodeId node) {
        return endpoints.getOrDefault(node, Map.of());
    }

    /** Where what the node runs tells its metrics. */
    List<ScrapeEndpoint> scrapes(NodeId node) {
        return scrapes.getOrDefault(node, List.of());
    }

    /** Stores an empty plan for a node that has none, so that it is known that the node was given something. */
    void reserve(NodeId node) {
        StateKey key = StateKey.durable(StateBackend.PLAN_TABLE, node.value());
        if (store.get(key).isEmpty()) {
            store.compareAndSet(key, codec.encode(NodePlan.EMPTY), 0, epoch);
        }
    }

    /** Whose plans are stored, but for these nodes'. */
    List<NodeId> othersThan(Set<NodeId> nodes) {
        return store.list(Durability.DURABLE, StateBackend.PLAN_TABLE).keySet().stream()
                .map(NodeId::new)
                .filter(node -> !nodes.contains(node))
                .toList();
    }

    /** Forgets a node's plan, here and in the store. */
    void forget(NodeId node) {
        published.remove(node);
        draining.remove(node);
        endpoints.remove(node);
        lastInputs.remove(node);
        scrapes.remove(node);
        StateKey key = StateKey.durable(StateBackend.PLAN_TABLE, node.value());
        store.get(key).ifPresent(stored -> store.delete(key, stored.version(), epoch));
    }
}
