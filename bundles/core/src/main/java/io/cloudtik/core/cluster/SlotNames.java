package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.core.stage.SetUpMark;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything by which a slot is known outside, derived and never drawn: whoever knows the cluster's uuid and reads a
 * machine's tags can tell which slot and attempt it is, also after the store was lost.
 */
public final class SlotNames {

    private static final int TOKEN_LENGTH = 40;

    private final WorkspaceName workspace;
    private final ClusterName cluster;
    private final ClusterUuid uuid;
    private final List<NodeTypeSpec> types;

    public SlotNames(ClusterSpec spec, ClusterUuid uuid) {
        this(spec.workspace(), spec.name(), uuid, spec.nodeTypes());
    }

    /** For what is derived from names alone. */
    public SlotNames(WorkspaceName workspace, ClusterName cluster, ClusterUuid uuid) {
        this(workspace, cluster, uuid, List.of());
    }

    private SlotNames(WorkspaceName workspace, ClusterName cluster, ClusterUuid uuid, List<NodeTypeSpec> types) {
        this.workspace = workspace;
        this.cluster = cluster;
        this.uuid = uuid;
        this.types = types;
    }

    public ClusterUuid uuid() {
        return uuid;
    }

    /** The types of one kind that are wanted. */
    List<NodeTypeSpec> types(NodeKind kind) {
        return types.stream().filter(type -> type.kind() == kind).toList();
    }

    /** A slot as it stands before the provider is asked for this attempt, of a provider that has but one offering. */
    public NodeSlot planned(NodeKind kind, NodeTypeSpec type, int number, int attempt, String reason) {
        return planned(kind, type, number, attempt, Offering.ANY, reason);
    }

    /** A slot as it stands before the provider is asked for this attempt. */
    NodeSlot planned(NodeKind kind, NodeTypeSpec type, int number, int attempt, Offering offering, String reason) {
        return planned(kind, type.name(), LaunchParameters.of(type), number, attempt, offering, reason);
    }

    /** @param parameters see {@link LaunchParameters} */
    NodeSlot planned(
            NodeKind kind, NodeTypeName type, String parameters, int number, int attempt, Offering offering, String reason) {
        return new NodeSlot(
                number, kind, type, attempt, NodeSlot.Phase.PLANNED, nodeId(kind, number, attempt),
                token(kind, type, number, attempt, parameters, offering), parameters, "", 0, 0, reason, SetUpMark.UNKNOWN,
                offering);
    }

    /** Another offering is another request, which providers refuse under the token of the first. */
    private String token(
            NodeKind kind, NodeTypeName type, int number, int attempt, String parameters, Offering offering) {
        String request = String.join("\n", uuid.value(), kind.name(), type.value(), String.valueOf(number),
                String.valueOf(attempt), parameters);
        return LaunchParameters.sha256(offering.equals(Offering.ANY) ? request : request + "\n" + offering)
                .substring(0, TOKEN_LENGTH);
    }

    /** {@code demo-head}, {@code demo-worker-2}, and {@code demo-worker-2-r1} for its first replacement. */
    public NodeId nodeId(NodeKind kind, int number, int attempt) {
        String base = cluster + (kind == NodeKind.HEAD ? "-head" : "-worker-" + number);
        return new NodeId(attempt == 1 ? base : base + "-r" + (attempt - 1));
    }

    /** The tags of a slot's machine, all of them, for the create call itself. */
    public Map<String, String> tags(NodeSlot slot, long epoch) {
        Map<String, String> tags = new HashMap<>();
        tags.put(NodeTags.WORKSPACE, workspace.value());
        tags.put(NodeTags.CLUSTER, cluster.value());
        tags.put(NodeTags.CLUSTER_UUID, uuid.value());
        tags.put(NodeTags.NODE_ID, slot.node().value());
        tags.put(NodeTags.NODE_KIND, slot.kind().name().toLowerCase(Locale.ROOT));
        tags.put(NodeTags.NODE_TYPE, slot.type().value());
        tags.put(NodeTags.SLOT, String.valueOf(slot.number()));
        tags.put(NodeTags.ATTEMPT, String.valueOf(slot.attempt()));
        tags.put(NodeTags.GENERATION, "1");
        tags.put(NodeTags.EPOCH, String.valueOf(epoch));
        return tags;
    }

    /** Whether a machine was made for this life of this cluster. */
    public boolean isOurs(CloudNode machine) {
        return uuid.value().equals(machine.tags().get(NodeTags.CLUSTER_UUID));
    }

    /** Whether all that its tags say of its place fits together: half of them may have been copied from another machine. */
    boolean isOf(CloudNode machine, NodeKind kind, int number, int attempt) {
        return nodeId(kind, number, attempt).value().equals(machine.tags().get(NodeTags.NODE_ID))
                && machine.tags().containsKey(NodeTags.GENERATION);
    }

    public static boolean isOfKind(CloudNode machine, NodeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).equals(machine.tags().get(NodeTags.NODE_KIND));
    }

    /** The number of the slot a machine was launched for, by its tags. */
    public static int slot(CloudNode machine) {
        return number(machine, NodeTags.SLOT);
    }

    static int number(CloudNode machine, String tag) {
        try {
            return Integer.parseInt(machine.tags().getOrDefault(tag, "-1"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
