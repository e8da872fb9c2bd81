package io.cloudtik.api.control;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.NodeTypeName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How large a cluster shall be, said by hand. What is said in resources becomes the number of workers that have as much
 * together; of several wishes the largest counts.
 *
 * @param type the node type of the workers; empty for the cluster's first worker type
 * @param resources custom resources by name
 * @param bundles what must fit at the same time, each on one worker: amounts by resource ({@code CPU}, {@code GPU},
 *     {@code memory} in bytes, or a custom one)
 * @param upOnly only grow: fewer workers than there are wanted now change nothing
 */
public record ScaleRequest(
        Optional<NodeTypeName> type,
        Optional<Integer> workers,
        Optional<Integer> cpus,
        Optional<Integer> gpus,
        Optional<DataSize> memory,
        Map<String, Double> resources,
        List<Map<String, Double>> bundles,
        boolean upOnly) {

    public ScaleRequest {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(workers, "workers");
        Objects.requireNonNull(cpus, "cpus");
        Objects.requireNonNull(gpus, "gpus");
        Objects.requireNonNull(memory, "memory");
        resources = Map.copyOf(resources);
        bundles = bundles.stream().map(Map::copyOf).toList();
        if (workers.isEmpty() && cpus.isEmpty() && gpus.isEmpty() && memory.isEmpty() && resources.isEmpty()
                && bundles.isEmpty()) {
            throw new IllegalArgumentException("how large the cluster shall be was not said");
        }
        if (workers.orElse(0) < 0 || cpus.orElse(0) < 0 || gpus.orElse(0) < 0
                || Stream.concat(Stream.of(resources), bundles.stream())
                        .flatMap(amounts -> amounts.values().stream())
                        .anyMatch(amount -> amount < 0)) {
            throw new IllegalArgumentException("a cluster cannot have less than nothing");
        }
    }

    /** Without bundles. */
    public ScaleRequest(
            Optional<NodeTypeName> type,
            Optional<Integer> workers,
            Optional<Integer> cpus,
            Optional<Integer> gpus,
            Optional<DataSize> memory,
            Map<String, Double> resources,
            boolean upOnly) {
        this(type, workers, cpus, gpus, memory, resources, List.of(), upOnly);
    }
}
