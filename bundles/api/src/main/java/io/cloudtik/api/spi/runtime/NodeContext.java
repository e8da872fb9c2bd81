package io.cloudtik.api.spi.runtime;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Secret;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * For which node a runtime is asked.
 *
 * @param address the node's own address: every service binds to it, never to all
 * @param headAddress where the head's services listen
 * @param settings the runtime's block under {@code runtime:}
 * @param workers the cluster's workers by type, in the order of the file
 * @param storage the workspace's shared storage as nodes reach it, such as {@code file:///...}; what is there outlives the
 *     cluster
 * @param secret this runtime's own in this cluster: the same for all its nodes and for as long as the cluster lives
 */
public record NodeContext(
        WorkspaceName workspace,
        ClusterName cluster,
        NodeId node,
        NodeKind kind,
        NodeTypeName nodeType,
        Resources resources,
        String address,
        String headAddress,
        Settings settings,
        List<WorkerGroup> workers,
        Optional<URI> storage,
        Secret secret) {

    public NodeContext {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(nodeType, "nodeType");
        Objects.requireNonNull(resources, "resources");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(headAddress, "headAddress");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(secret, "secret");
        workers = List.copyOf(workers);
    }

    public boolean isHead() {
        return kind == NodeKind.HEAD;
    }
}
