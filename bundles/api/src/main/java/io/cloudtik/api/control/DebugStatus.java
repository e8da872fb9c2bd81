package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a cluster controller sees its cluster, for whoever looks for the cause of something.
 *
 * @param version of the platform on the head
 * @param epoch how often a controller began to reign over this cluster
 * @param lastPass how long ago the last pass ended; empty before the first
 * @param trouble why nothing is changed for now; empty if all is well
 * @param wanted workers by node type
 * @param requested workers by node type, of those somebody asked for by hand
 * @param stopped runtimes stopped by hand, each with where: a node's id, or {@code all nodes}
 * @param waiting what it waits for, and until when
 */
public record DebugStatus(
        String version,
        long epoch,
        Optional<Duration> lastPass,
        String trouble,
        Map<String, Integer> wanted,
        Map<String, Integer> requested,
        Map<String, List<String>> stopped,
        List<Slot> slots,
        List<Wait> waiting) {

    /**
     * A place for a worker.
     *
     * @param attempt counts the machines of this place
     * @param machine the provider's identifier; empty before it told one
     * @param failures in a row
     * @param activity what is being done for it now; empty if nothing
     */
    public record Slot(
            int number,
            String node,
            String type,
            String phase,
            int attempt,
            String machine,
            int failures,
            String reason,
            String activity) {

        public Slot {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(phase, "phase");
            Objects.requireNonNull(machine, "machine");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(activity, "activity");
        }
    }

    public DebugStatus {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(lastPass, "lastPass");
        Objects.requireNonNull(trouble, "trouble");
        wanted = Map.copyOf(wanted);
        requested = Map.copyOf(requested);
        stopped = Map.copyOf(stopped);
        slots = List.copyOf(slots);
        waiting = List.copyOf(waiting);
    }
}
