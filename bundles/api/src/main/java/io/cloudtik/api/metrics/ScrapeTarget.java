package io.cloudtik.api.metrics;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import java.util.Objects;

/** Where metrics of a node are told. */
public record ScrapeTarget(NodeId node, NodeTypeName type, ScrapeEndpoint endpoint) {

    public ScrapeTarget {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(endpoint, "endpoint");
    }
}
