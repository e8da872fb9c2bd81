package io.cloudtik.api.control;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import java.util.Objects;

/**
 * Where a node is.
 *
 * @param address where the cluster's nodes reach it; empty while it has none
 * @param sshHost where this machine reaches it over SSH
 * @param sshUser who logs in
 */
public record NodeAddress(NodeId node, NodeKind kind, String address, String sshHost, int sshPort, String sshUser) {

    public NodeAddress {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(sshHost, "sshHost");
        Objects.requireNonNull(sshUser, "sshUser");
    }
}
