package io.cloudtik.api.model.node;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a node controller says of its node, once a second. It carries no time: liveness is judged by the instant at which
 * the cluster controller first reads a higher sequence.
 *
 * @param node who speaks
 * @param bootId random, new at each start of the container
 * @param sequence counts from 1 within a boot
 * @param resources what the node has
 * @param planHash the hash of the NodePlan that is applied, or being applied; empty before the first
 * @param services how the node's services do
 * @param activity what it is busy with, for people: {@code fetching spark: 120 of 324 MiB}; empty if nothing
 * @param drain empty as long as its plan does not ask for it
 * @param metrics current gauges by name, such as {@code cpu_percent} and {@code memory_used_bytes}
 */
public record Heartbeat(
        NodeId node,
        String bootId,
        long sequence,
        Resources resources,
        String planHash,
        List<ServiceStatus> services,
        String activity,
        Optional<DrainStatus> drain,
        Map<String, Double> metrics) {

    /** Among the metrics: how often the container had to start the loop again that keeps it alive, in this boot. */
    public static final String KEEP_ALIVE_RESTARTS = "keep_alive_restarts";

    public Heartbeat {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(bootId, "bootId");
        Objects.requireNonNull(resources, "resources");
        Objects.requireNonNull(planHash, "planHash");
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(drain, "drain");
        services = List.copyOf(services);
        metrics = Map.copyOf(metrics);
    }
}
