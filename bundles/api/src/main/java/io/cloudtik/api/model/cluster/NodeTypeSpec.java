package io.cloudtik.api.model.cluster;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry of {@code available_node_types}.
 *
 * @param minWorkers how many the cluster keeps; 0 for the head's type
 * @param maxWorkers how many it may have
 * @param resources what a user says a node of the type has; empty where the provider tells
 * @param nodeConfig the provider's own block for a node of this type
 */
public record NodeTypeSpec(
        NodeTypeName name,
        NodeKind kind,
        int minWorkers,
        int maxWorkers,
        Optional<Resources> resources,
        Settings nodeConfig) {

    public NodeTypeSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(resources, "resources");
        Objects.requireNonNull(nodeConfig, "nodeConfig");
        if (minWorkers < 0 || maxWorkers < minWorkers) {
            throw new IllegalArgumentException(
                    "min_workers " + minWorkers + " and max_workers " + maxWorkers + " of node type '" + name + "'");
        }
    }
}
