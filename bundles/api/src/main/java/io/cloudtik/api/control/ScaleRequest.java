package io.cloudtik.api.control;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.NodeTypeName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How large a cluster shall be, said by hand. What is said in resources becomes the number of workers that have as much
 * together; of several wishes the largest counts.
 *
 * @param type the node type of the workers; empty for the cluster's first worker type
 * @param resources custom resources by name
 * @param upOnly only grow: fewer workers than there are wanted now change nothing
 */
public record ScaleRequest(
        Optional<NodeTypeName> type,
        Optional<Integer> workers,
        Optional<Integer> cpus,
        Optional<Integer> gpus,
        Optional<DataSize> memory,
        Map<String, Double> resources,
        boolean upOnly) {

    public ScaleRequest {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(workers, "workers");
        Objects.requireNonNull(cpus, "cpus");
        Objects.requireNonNull(gpus, "gpus");
        Objects.requireNonNull(memory, "memory");
        resources = Map.copyOf(resources);
        if (workers.isEmpty() && cpus.isEmpty() && gpus.isEmpty() && memory.isEmpty() && resources.isEmpty()) {
            throw new IllegalArgumentException("how large the cluster shall be was not said");
        }
        if (workers.orElse(0) < 0 || cpus.orElse(0) < 0 || gpus.orElse(0) < 0
                || resources.values().stream().anyMatch(amount -> amount < 0)) {
            throw new IllegalArgumentException("a cluster cannot have less than nothing");
        }
    }
}
