package io.cloudtik.api.model.node;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.workspace.WorkspaceName;
import java.util.Objects;
import java.util.Optional;

/**
 * Who a node is. Written by the bootstrap to {@code node/identity.json} in the container's home, read at its start.
 *
 * @param address the node's own address, to which everything on it binds
 * @param resources what the node is told it has; empty where it measures itself
 */
public record NodeIdentity(
        NodeId node,
        NodeKind kind,
        NodeTypeName type,
        String address,
        String headAddress,
        WorkspaceName workspace,
        ClusterName cluster,
        ClusterUuid clusterUuid,
        Optional<Resources> resources) {

    public NodeIdentity {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(headAddress, "headAddress");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(clusterUuid, "clusterUuid");
        Objects.requireNonNull(resources, "resources");
    }
}
