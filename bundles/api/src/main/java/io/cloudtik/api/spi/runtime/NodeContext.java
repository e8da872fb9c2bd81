package io.cloudtik.api.spi.runtime;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import java.util.Objects;

/**
 * For which node a runtime is asked.
 *
 * @param address the node's own address: every service binds to it, never to all
 * @param headAddress where the head's services listen
 * @param settings the runtime's block under {@code runtime:}
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
        Settings settings) {

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
    }

    public boolean isHead() {
        return kind == NodeKind.HEAD;
    }
}
