package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.core.registry.Runtimes;

/** Asks all runtimes of a cluster what a node gets. */
public final class RuntimePlans {

    /** A node as runtimes are told about it. */
    public record Node(
            NodeId id, NodeKind kind, NodeTypeName type, Resources resources, String address, String headAddress) {

        /** The context in which one runtime is asked. */
        public NodeContext context(ClusterSpec spec, RuntimeSpec runtime) {
            return new NodeContext(
                    spec.workspace(), spec.name(), id, kind, type, resources, address, headAddress, runtime.settings());
        }
    }

    private final Runtimes runtimes;

    public RuntimePlans(Runtimes runtimes) {
        this.runtimes = runtimes;
    }

    /** The plans of all runtimes, in their order, as one. */
    public NodePlan of(ClusterSpec spec, Node node) {
        NodePlan plan = NodePlan.EMPTY;
        for (RuntimeSpec runtime : spec.runtimes(node.type())) {
            NodeContext context = node.context(spec, runtime);
            plan = plan.and(runtimes.with(runtime.name(), service -> service.node(context)));
        }
        return plan;
    }
}
