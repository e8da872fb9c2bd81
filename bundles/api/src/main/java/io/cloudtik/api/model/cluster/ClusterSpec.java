package io.cloudtik.api.model.cluster;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import java.util.List;
import java.util.Objects;

/**
 * A cluster as wanted: the bound form of a cluster.yaml.
 *
 * @param provider the provider's type, such as {@code local}
 * @param providerSettings the {@code provider:} block
 * @param nodeTypes head's type first, then workers' in the order of the file
 * @param maxWorkers how many workers the cluster may have over all types
 * @param runtimes in the order in which they are set up; required ones included
 * @param settings the whole tree, for what has no type of its own
 */
public record ClusterSpec(
        WorkspaceName workspace,
        ClusterName name,
        String provider,
        Settings providerSettings,
        AuthSpec auth,
        List<NodeTypeSpec> nodeTypes,
        int maxWorkers,
        List<RuntimeSpec> runtimes,
        Settings settings) {

    public ClusterSpec {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(providerSettings, "providerSettings");
        Objects.requireNonNull(auth, "auth");
        Objects.requireNonNull(settings, "settings");
        nodeTypes = List.copyOf(nodeTypes);
        runtimes = List.copyOf(runtimes);
    }

    public NodeTypeSpec headType() {
        return nodeTypes.get(0);
    }

    public List<NodeTypeSpec> workerTypes() {
        return nodeTypes.subList(1, nodeTypes.size());
    }

    /** @throws IllegalArgumentException if the cluster has no such type */
    public NodeTypeSpec nodeType(NodeTypeName type) {
        return nodeTypes.stream()
                .filter(candidate -> candidate.name().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("cluster '" + name + "' has no node type '" + type + "'"));
    }
}
