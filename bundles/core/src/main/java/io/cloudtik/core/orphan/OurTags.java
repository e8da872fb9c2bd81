package io.cloudtik.core.orphan;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.cluster.SlotNames;
import java.util.List;
import java.util.Optional;

/** The tags of a machine that bears all that CloudTik gives one, and none that contradicts another. */
record OurTags(CloudNode machine, String cluster, String uuid, NodeKind kind, int slot, int attempt) {

    private static final List<String> ALL = List.of(
            NodeTags.WORKSPACE, NodeTags.CLUSTER, NodeTags.CLUSTER_UUID, NodeTags.NODE_ID, NodeTags.NODE_KIND,
            NodeTags.NODE_TYPE, NodeTags.SLOT, NodeTags.ATTEMPT, NodeTags.GENERATION, NodeTags.EPOCH);

    static Optional<OurTags> of(CloudNode machine) {
        if (!machine.tags().keySet().containsAll(ALL)) {
            return Optional.empty();
        }
        try {
            OurTags tags = new OurTags(
                    machine, machine.tags().get(NodeTags.CLUSTER), machine.tags().get(NodeTags.CLUSTER_UUID),
                    SlotNames.isOfKind(machine, NodeKind.HEAD) ? NodeKind.HEAD : NodeKind.WORKER,
                    SlotNames.slot(machine), Integer.parseInt(machine.tags().get(NodeTags.ATTEMPT)));
            return tags.agree() ? Optional.of(tags) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // A name or a number that is none was not written by us.
        }
    }

    /** The id of a node follows from the rest. */
    private boolean agree() {
        SlotNames names = new SlotNames(
                new WorkspaceName(machine.tags().get(NodeTags.WORKSPACE)), new ClusterName(cluster), new ClusterUuid(uuid));
        return SlotNames.isOfKind(machine, kind) && slot >= 0 && attempt >= 1
                && names.nodeId(kind, slot, attempt).value().equals(node());
    }

    String node() {
        return machine.tags().get(NodeTags.NODE_ID);
    }

    /** What no two machines that we made have in common. */
    String place() {
        return uuid + "/" + kind + "/" + slot + "/" + attempt;
    }
}
