package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.core.bootstrap.JavaNeeds;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.RuntimePlans;
import io.cloudtik.core.cluster.SlotView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The nodes that get plans, as runtimes are told about them. */
final class PlannedNodes {

    private final NodeIdentity head;
    private final LastSeen seen;
    private final RuntimePlans runtimePlans;

    PlannedNodes(NodeIdentity head, LastSeen seen, RuntimePlans runtimePlans) {
        this.head = head;
        this.seen = seen;
        this.runtimePlans = runtimePlans;
    }

    /** Those of which it is known what they have, the head first. */
    List<RuntimePlans.Node> of(ClusterSpec spec, ClusterObservation observation) {
        List<RuntimePlans.Node> nodes = new ArrayList<>();
        seen.headResources(spec).ifPresent(resources -> nodes.add(headNode(resources)));
        for (SlotView view : observation.slots()) {
            NodeSlot slot = view.slot();
            Optional<CloudNode> machine = view.machine().filter(found -> !found.address().isEmpty());
            if (slot.phase() == NodeSlot.Phase.SET_UP && machine.isPresent()) {
                worker(spec, slot, machine.get()).ifPresent(nodes::add);
            }
        }
        return nodes;
    }

    /**
     * The context in which one of its runtimes is asked about the head.
     *
     * @throws PlatformException UNAVAILABLE before the head's first beat, if nobody said what it has
     */
    NodeContext headContext(ClusterSpec spec, RuntimeSpec runtime) {
        Resources resources = seen.headResources(spec).orElseThrow(() ->
                new PlatformException(Kind.UNAVAILABLE, "the head has not measured its resources yet"));
        return runtimePlans.context(spec, headNode(resources), runtime);
    }

    /** Which Javas a worker's services need; none as long as its plan cannot be known. */
    Set<JavaNeeds.Range> javas(ClusterSpec spec, NodeSlot slot, CloudNode machine) {
        return worker(spec, slot, machine)
                .map(node -> JavaNeeds.of(runtimePlans.of(spec, node)))
                .orElse(Set.of());
    }

    private RuntimePlans.Node headNode(Resources resources) {
        return new RuntimePlans.Node(
                head.node(), NodeKind.HEAD, head.type(), resources, head.address(), head.address());
    }

    /** Empty while nobody has said or measured what the worker has. */
    private Optional<RuntimePlans.Node> worker(ClusterSpec spec, NodeSlot slot, CloudNode machine) {
        return spec.workerTypes().stream()
                .filter(type -> type.name().equals(slot.type()))
                .findFirst()
                .flatMap(type -> type.resources().or(() -> seen.measured(slot.node())))
                .map(resources -> new RuntimePlans.Node(
                        slot.node(), NodeKind.WORKER, slot.type(), resources, machine.address(), head.address()));
    }
}
