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
 * @param commands what the user wants run on nodes of this type, resolved: common ones, those of the kind, the type's own
 * @param runtime the type's own {@code runtime:} block, laid over the cluster's by {@link ClusterSpec#runtimes(NodeTypeName)}
 *     and {@link ClusterSpec#environment(NodeTypeName)}
 */
public record NodeTypeSpec(
        NodeTypeName name,
        NodeKind kind,
        int minWorkers,
        int maxWorkers,
        Optional<Resources> resources,
        Settings nodeConfig,
        NodeCommands commands,
        Settings runtime) {

    public NodeTypeSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(resources, "resources");
        Objects.requireNonNull(nodeConfig, "nodeConfig");
        Objects.requireNonNull(commands, "commands");
        Objects.requireNonNull(runtime, "runtime");
        if (minWorkers < 0 || maxWorkers < minWorkers) {
            throw new IllegalArgumentException(
                    "min_workers " + minWorkers + " and max_workers " + maxWorkers + " of node type '" + name + "'");
        }
    }

    /** A type without commands and runtime settings of its own. */
    public NodeTypeSpec(
            NodeTypeName name, NodeKind kind, int minWorkers, int maxWorkers, Optional<Resources> resources, Settings nodeConfig) {
        this(name, kind, minWorkers, maxWorkers, resources, nodeConfig, NodeCommands.NONE, Settings.empty());
    }

    /** The same with another number of workers that the cluster keeps. */
    public NodeTypeSpec withMinWorkers(int workers) {
        return new NodeTypeSpec(name, kind, workers, maxWorkers, resources, nodeConfig, commands, runtime);
    }
}
