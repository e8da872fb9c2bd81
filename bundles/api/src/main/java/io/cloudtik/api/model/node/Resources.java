package io.cloudtik.api.model.node;

import io.cloudtik.api.model.DataSize;
import java.util.Map;
import java.util.Objects;

/**
 * What a node has to give to work.
 *
 * @param cpus logical processors
 * @param memory main memory
 * @param gpus accelerators
 * @param custom other countable things by name
 */
public record Resources(int cpus, DataSize memory, int gpus, Map<String, Double> custom) {

    public Resources {
        Objects.requireNonNull(memory, "memory");
        custom = Map.copyOf(custom);
        if (cpus < 0 || gpus < 0) {
            throw new IllegalArgumentException("resources are not negative: cpus " + cpus + ", gpus " + gpus);
        }
    }

    public static Resources of(int cpus, DataSize memory) {
        return new Resources(cpus, memory, 0, Map.of());
    }
}
