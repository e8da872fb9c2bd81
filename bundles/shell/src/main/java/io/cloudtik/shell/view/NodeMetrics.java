package io.cloudtik.shell.view;

import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How busy a node is.
 *
 * @param resources what it has to give to work; empty if nobody said or measured it
 * @param metrics gauges by name; empty as long as it is silent
 */
public record NodeMetrics(
        NodeId node, NodeKind kind, String address, Optional<Resources> resources, Map<String, Double> metrics) {

    public static List<NodeMetrics> of(ClusterStatus status) {
        return status.nodes().stream()
                .map(node -> new NodeMetrics(node.id(), node.kind(), node.address(), node.resources(), node.metrics()))
                .toList();
    }

    Optional<Double> gauge(String name) {
        return Optional.ofNullable(metrics.get(name));
    }
}
