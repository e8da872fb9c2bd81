package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.core.stage.Goal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What of a specification decides about its nodes of one kind. It is recorded with decisions, so nothing of the user's
 * settings is in it, which may hold secrets: of what machines are launched with, only the mark.
 */
public record WantedNodes(
        WorkspaceName workspace, ClusterName cluster, ClusterUuid uuid, NodeKind kind, List<Type> types) {

    /**
     * The nodes of one type.
     *
     * @param count how many there shall be
     * @param launchedWith see {@link LaunchParameters}
     * @param goal what they are to have come to
     */
    public record Type(NodeTypeName name, int count, String launchedWith, Goal goal) {}

    public WantedNodes {
        types = List.copyOf(types);
    }

    /** @param goals asked for the types of the specification only */
    static WantedNodes of(ClusterSpec spec, ClusterUuid uuid, NodeKind kind, Function<NodeTypeName, Goal> goals) {
        List<NodeTypeSpec> types = kind == NodeKind.HEAD ? List.of(spec.headType()) : spec.workerTypes();
        return new WantedNodes(spec.workspace(), spec.name(), uuid, kind, types.stream()
                .map(type -> new Type(
                        type.name(), kind == NodeKind.HEAD ? 1 : type.minWorkers(), LaunchParameters.of(type),
                        goals.apply(type.name())))
                .toList());
    }

    Optional<Type> find(NodeTypeName name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** The type a machine was launched as, by its tags. */
    Optional<Type> find(CloudNode machine) {
        String tag = machine.tags().getOrDefault(NodeTags.NODE_TYPE, "");
        return types.stream().filter(type -> type.name().value().equals(tag)).findFirst();
    }

    SlotNames names() {
        return new SlotNames(workspace, cluster, uuid);
    }

    /** A slot as it stands before the provider is asked for this attempt. */
    NodeSlot planned(Type type, int number, int attempt, Offering offering, String reason) {
        return names()
                .planned(kind, type.name(), type.launchedWith(), number, attempt, offering, reason);
    }
}
