package io.cloudtik.core.client;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.cluster.SlotNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be said of a cluster without its head: that there is none, or what the provider lists. */
final class OutsideView {

    private OutsideView() {}

    static ClusterStatus absent(ClusterSpec spec, Instant now) {
        return new ClusterStatus(
                spec.workspace(), spec.name(), Optional.empty(), ClusterStatus.Phase.ABSENT,
                "the cluster is not up", now, List.of(), List.of(), Map.of(), List.of(), List.of());
    }

    /** An up that is under way, or was broken off before its head ran. */
    static ClusterStatus unfinished(ClusterSpec spec, ClusterUuid uuid, Instant now, List<CloudNode> machines) {
        return new ClusterStatus(
                spec.workspace(), spec.name(), Optional.of(uuid), ClusterStatus.Phase.STARTING,
                "its head is not set up yet; if nobody is bringing it up now, cloudtik start goes on and cloudtik stop takes it back",
                now, machines.stream().map(machine -> node(machine, "machine " + machine.id() + " is " + machine.state())).toList(),
                List.of(), Map.of(), List.of(), List.of());
    }

    static ClusterStatus unreachable(
            ClusterSpec spec, ClusterUuid uuid, Instant now, List<CloudNode> machines, String reason) {
        return new ClusterStatus(
                spec.workspace(), spec.name(), Optional.of(uuid), ClusterStatus.Phase.UNREACHABLE, reason, now,
                machines.stream()
                        .map(machine -> node(machine,
                                "machine " + machine.id() + " is " + machine.state() + "; its head cannot be asked"))
                        .toList(), List.of(), Map.of(), List.of(), List.of());
    }

    private static NodeStatus node(CloudNode machine, String reason) {
        boolean head = SlotNames.isOfKind(machine, NodeKind.HEAD);
        return new NodeStatus(
                new NodeId(machine.tags().getOrDefault(NodeTags.NODE_ID, "unknown")),
                head ? NodeKind.HEAD : NodeKind.WORKER,
                new NodeTypeName(machine.tags().getOrDefault(NodeTags.NODE_TYPE, "unknown")),
                machine.state() == CloudNode.State.PENDING ? NodeState.LAUNCHING : NodeState.SUSPECT,
                machine.address(),
                reason,
                "",
                Optional.of(machine.launchedAt()),
                Optional.empty(),
                List.of());
    }
}
