package io.cloudtik.api.control;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What a person wants to know of a cluster to use it.
 *
 * @param status how it does
 * @param nodes where its nodes are
 * @param runtimes in the order in which they are set up
 * @param key the private key that logs in
 * @param knownHosts the host keys that were pinned
 */
public record ClusterOverview(
        ClusterStatus status,
        String provider,
        List<NodeAddress> nodes,
        List<String> runtimes,
        Workers workers,
        Path key,
        Path knownHosts) {

    /**
     * What the workers have.
     *
     * @param wanted how many the cluster shall have
     * @param present how many there are
     * @param ready how many of them are ready
     * @param cpus of all that are present, together
     */
    public record Workers(int wanted, int present, int ready, int cpus, int gpus, DataSize memory, Each each) {

        public Workers {
            Objects.requireNonNull(memory, "memory");
            Objects.requireNonNull(each, "each");
        }
    }

    /** What the smallest worker has; nothing where there is none. */
    public record Each(int cpus, int gpus, DataSize memory) {

        public Each {
            Objects.requireNonNull(memory, "memory");
        }
    }

    public ClusterOverview {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(workers, "workers");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(knownHosts, "knownHosts");
        nodes = List.copyOf(nodes);
        runtimes = List.copyOf(runtimes);
    }
}
