package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import java.util.Objects;

/** What one executor takes of a worker. */
record ExecutorSize(int cores, DataSize memory) {

    ExecutorSize {
        Objects.requireNonNull(memory, "memory");
        if (cores < 1) {
            throw new IllegalArgumentException("an executor has a core at least, not " + cores);
        }
    }

    /** One that fits where either does. */
    ExecutorSize smaller(ExecutorSize other) {
        return new ExecutorSize(
                Math.min(cores, other.cores), memory.compareTo(other.memory) < 0 ? memory : other.memory);
    }
}
