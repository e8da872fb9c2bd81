package io.cloudtik.core.control;

import io.cloudtik.api.spi.runtime.NodeNeed;
import java.util.List;
import java.util.Objects;

/**
 * Whether the head has what a job needs.
 *
 * @param awaited what the head is getting for it, in words; empty if it has all
 * @param needs what is to be looked for on each node
 */
public record JobReadiness(String awaited, List<NodeNeed> needs) {

    public JobReadiness {
        Objects.requireNonNull(awaited, "awaited");
        needs = List.copyOf(needs);
    }
}
