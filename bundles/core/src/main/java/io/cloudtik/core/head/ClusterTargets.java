package io.cloudtik.core.head;

import io.cloudtik.api.metrics.ScrapeTarget;
import io.cloudtik.api.metrics.ScrapeTargets;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a cluster's nodes tell metrics: each its own, and those its plan names. */
final class ClusterTargets {

    private static final String JOB = "cloudtik";
    private static final String PATH = "/metrics";

    private final NodeIdentity head;
    private final PlanPublisher plans;

    ClusterTargets(NodeIdentity head, PlanPublisher plans) {
        this.head = head;
        this.plans = plans;
    }

    List<ScrapeTarget> of(Optional<ClusterReconciler.Pass> pass) {
        List<ScrapeTarget> targets = new ArrayList<>(node(head.node(), head.type(), head.address()));
        pass.ifPresent(seen -> seen.observation().slots().stream()
                .filter(view -> view.slot().phase() == NodeSlot.Phase.SET_UP)
                .forEach(view -> targets.addAll(worker(view))));
        return targets;
    }

    private List<ScrapeTarget> worker(SlotView view) {
        return view.machine()
                .map(CloudNode::address)
                .filter(address -> !address.isEmpty())
                .map(address -> node(view.slot().node(), view.slot().type(), address))
                .orElse(List.of());
    }

    private List<ScrapeTarget> node(NodeId node, NodeTypeName type, String address) {
        List<ScrapeTarget> targets = new ArrayList<>();
        targets.add(new ScrapeTarget(node, type, new ScrapeEndpoint(JOB, address, ScrapeTargets.NODE_PORT, PATH)));
        plans.scrapes(node).forEach(endpoint -> targets.add(new ScrapeTarget(node, type, endpoint)));
        return targets;
    }
}
