package io.cloudtik.api.model.cluster;

import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A cluster as seen at one instant: the one record behind the table, the JSON and the page.
 *
 * @param uuid empty if the cluster does not exist
 * @param phase one word for the whole
 * @param reason why, in words; empty for a ready cluster
 * @param nodes head first
 * @param waiting what the controller waits for, and until when
 * @param endpoints web pages and addresses for people, by name
 * @param events the latest, newest last
 */
public record ClusterStatus(
        WorkspaceName workspace,
        ClusterName cluster,
        Optional<ClusterUuid> uuid,
        Phase phase,
        String reason,
        Instant at,
        List<NodeStatus> nodes,
        List<Wait> waiting,
        Map<String, String> endpoints,
        List<JobStatus> jobs,
        List<ClusterEvent> events) {

    public enum Phase {
        /** There is no such cluster. */
        ABSENT,
        /** On its way up. */
        STARTING,
        /** Everything that is wanted is ready. */
        READY,
        /** It serves, but not all of it. */
        DEGRADED,
        /** Its head does not answer; what is shown is the provider's word alone. */
        UNREACHABLE,
        /** On its way down. */
        STOPPING
    }

    public ClusterStatus {
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
        nodes = List.copyOf(nodes);
        waiting = List.copyOf(waiting);
        endpoints = Map.copyOf(endpoints);
        jobs = List.copyOf(jobs);
        events = List.copyOf(events);
    }
}
