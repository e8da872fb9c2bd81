package io.cloudtik.api.spi.state;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Secret;
import java.util.Objects;

/** A node's account: it may write its own heartbeat and events, and read its own plan. */
public record StateAccount(NodeId node, Secret password) {

    public StateAccount {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(password, "password");
    }
}
