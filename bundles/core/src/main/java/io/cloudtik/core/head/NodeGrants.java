package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotView;
import java.util.HashSet;
import java.util.Set;

/** Gives nodes their plans, and takes back what was given to nodes that are no more. Called by the controller's loop alone. */
final class NodeGrants {

    private final NodeIdentity head;
    private final StateAddress address;
    private final StateBackend backend;
    private final PlanPublisher plans;
    private final PlannedNodes nodes;
    private final RuntimeWishes runtimeWishes;
    private final LastSeen seen;
    private Set<NodeId> lastPresent = Set.of();

    NodeGrants(
            NodeIdentity head,
            StateAddress address,
            StateBackend backend,
            PlanPublisher plans,
            PlannedNodes nodes,
            RuntimeWishes runtimeWishes,
            LastSeen seen) {
        this.head = head;
        this.address = address;
        this.backend = backend;
        this.plans = plans;
        this.nodes = nodes;
        this.runtimeWishes = runtimeWishes;
        this.seen = seen;
    }

    /** Publishes the plans of all nodes that are there; those that drain hear of it by theirs. */
    void give(ClusterSpec spec, ClusterObservation observation) {
        nodes.of(spec, observation).forEach(node -> plans.publish(spec, node));
        observation.slots().stream()
                .map(SlotView::slot)
                .filter(slot -> slot.phase() == NodeSlot.Phase.DRAINING)
                .forEach(slot -> plans.drain(slot.node()));
    }

    /** Takes back accounts and plans of nodes whose slots have moved on. */
    void takeBack(ClusterObservation observation) {
        Set<NodeId> present = new HashSet<>();
        present.add(head.node());
        observation.slots().stream()
                .filter(view -> view.slot().phase() != NodeSlot.Phase.FREE)
                .forEach(view -> present.add(view.slot().node()));
        if (present.equals(lastPresent)) {
            return;
        }
        for (NodeId gone : plans.othersThan(present)) {
            // The plan last: as long as it is stored, the account is known to be taken back.
            backend.revoke(address, gone);
            plans.forget(gone);
            runtimeWishes.forget(gone);
            seen.forget(gone);
        }
        lastPresent = present;
    }
}
