package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import java.util.List;
import java.util.Optional;

/** The node types of one kind that a specification has. */
record WantedTypes(ClusterSpec spec, NodeKind kind) {

    List<NodeTypeSpec> all() {
        return kind == NodeKind.HEAD ? List.of(spec.headType()) : spec.workerTypes();
    }

    int count(NodeTypeSpec type) {
        return kind == NodeKind.HEAD ? 1 : type.minWorkers();
    }

    Optional<NodeTypeSpec> find(NodeTypeName name) {
        return all().stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /** The type a machine was launched as, by its tags. */
    Optional<NodeTypeSpec> find(CloudNode machine) {
        String tag = machine.tags().getOrDefault(NodeTags.NODE_TYPE, "");
        return all().stream().filter(type -> type.name().value().equals(tag)).findFirst();
    }
}
