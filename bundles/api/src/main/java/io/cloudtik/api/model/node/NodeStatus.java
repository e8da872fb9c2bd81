package io.cloudtik.api.model.node;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A node as seen now.
 *
 * @param address where other nodes reach it; empty before it has one
 * @param reason why it stands where it stands, in words; empty for a ready node
 * @param activity what it is busy with; empty if nothing
 * @param launchedAt by the provider's clock
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
        List<ServiceStatus> services) {

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
    }
}
