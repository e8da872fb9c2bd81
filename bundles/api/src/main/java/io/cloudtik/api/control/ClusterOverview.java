package io.cloudtik.api.control;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

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
     * @param types of workers, in the order of the file
     */
    public record Workers(
            int wanted, int present, int ready, int cpus, int gpus, DataSize memory, Each each, List<WorkerType> types) {

        public Workers {
            Objects.requireNonNull(memory, "memory");
            Objects.requireNonNull(each, "each");
            types = List.copyOf(types);
        }
    }

    /**
     * The workers of one type.
     *
     * @param min the fewest the file allows
     * @param max the most
     * @param wanted how many there shall be now
     * @param each what one has, as the smallest of them measured or, before that, as the file says; empty if nobody knows
     */
    public record WorkerType(
            NodeTypeName name, int min, int max, int wanted, int present, int ready, Optional<Resources> each) {

        public WorkerType {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(each, "each");
        }
    }

    /** What every worker has at least, whatever its type; nothing where there is none. */
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
