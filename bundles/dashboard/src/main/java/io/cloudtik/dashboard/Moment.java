package io.cloudtik.dashboard;

import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How a cluster did at one moment, for the plots.
 *
 * @param at seconds since 1970
 * @param ready nodes
 * @param coming nodes that are on their way up, or down
 * @param troubled nodes with which something is wrong
 * @param cpu busy percent of all nodes' processors; -1 if nobody measured it
 * @param memory used percent of all nodes' memory; -1 if nobody measured it
 */
record Moment(long at, int ready, int coming, int troubled, double cpu, double memory) {

    private static final double UNKNOWN = -1;

    static Moment of(ClusterStatus status, Instant now) {
        List<NodeStatus> nodes = status.nodes();
        int ready = count(nodes, node -> node.state() == NodeState.READY);
        int troubled = count(nodes, node -> node.state() == NodeState.SUSPECT || node.state() == NodeState.FAILED);
        return new Moment(
                now.getEpochSecond(), ready, nodes.size() - ready - troubled, troubled, cpu(nodes), memory(nodes));
    }

    private static int count(List<NodeStatus> nodes, Predicate<NodeStatus> which) {
        return (int) nodes.stream().filter(which).count();
    }

    /** Weighed by the nodes' processors. */
    private static double cpu(List<NodeStatus> nodes) {
        List<NodeStatus> measured = nodes.stream().filter(node -> node.metrics().containsKey("cpu_percent")).toList();
        double weights = measured.stream().mapToDouble(Moment::processors).sum();
        double busy = measured.stream().mapToDouble(node -> processors(node) * node.metrics().get("cpu_percent")).sum();
        return weights == 0 ? UNKNOWN : rounded(busy / weights);
    }

    private static double processors(NodeStatus node) {
        return node.resources().map(resources -> Math.max(1, resources.cpus())).orElse(1);
    }

    private static double memory(List<NodeStatus> nodes) {
        List<Map<String, Double>> measured = nodes.stream()
                .map(NodeStatus::metrics)
                .filter(metrics -> metrics.containsKey("memory_used_bytes") && metrics.containsKey("memory_total_bytes"))
                .toList();
        OptionalDouble total = sum(measured, metrics -> metrics.get("memory_total_bytes"));
        OptionalDouble used = sum(measured, metrics -> metrics.get("memory_used_bytes"));
        return total.isEmpty() || total.getAsDouble() == 0 ? UNKNOWN : rounded(100 * used.getAsDouble() / total.getAsDouble());
    }

    private static OptionalDouble sum(List<Map<String, Double>> measured, ToDoubleFunction<Map<String, Double>> value) {
        return measured.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(measured.stream().mapToDouble(value).sum());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
