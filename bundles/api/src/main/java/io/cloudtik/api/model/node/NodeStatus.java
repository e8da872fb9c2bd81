package io.cloudtik.api.model.node;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A node as seen now.
 *
 * @param address where other nodes reach it; empty before it has one
 * @param reason why it stands where it stands, in words; empty for a ready node
 * @param activity what it is busy with; empty if nothing
 * @param launchedAt by the provider's clock
 * @param metrics its last heartbeat's: gauges by name, such as {@code cpu_percent}; empty as long as it is silent
 */
public record NodeStatus(
        NodeId id,
        NodeKind kind,
        NodeTypeName type,
        NodeState state,
        String address,
        String reason,
        String activity,
        Optional<Instant> launchedAt,
        Optional<Resources> resources,
        List<ServiceStatus> services,
        Map<String, Double> metrics) {

    public NodeStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(launchedAt, "launchedAt");
        Objects.requireNonNull(resources, "resources");
        services = List.copyOf(services);
        metrics = Map.copyOf(metrics);
    }

    /** One of which nothing was measured. */
    public NodeStatus(
            NodeId id,
            NodeKind kind,
            NodeTypeName type,
            NodeState state,
            String address,
            String reason,
            String activity,
            Optional<Instant> launchedAt,
            Optional<Resources> resources,
            List<ServiceStatus> services) {
        this(id, kind, type, state, address, reason, activity, launchedAt, resources, services, Map.of());
    }

    /** The same node, otherwise judged. */
    public NodeStatus in(NodeState otherState, String otherReason, String otherActivity) {
        return new NodeStatus(
                id, kind, type, otherState, address, otherReason, otherActivity, launchedAt, resources, services, metrics);
    }
}
