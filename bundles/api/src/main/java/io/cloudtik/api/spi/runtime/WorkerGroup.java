package io.cloudtik.api.spi.runtime;

import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import java.util.Objects;
import java.util.Optional;

/**
 * The workers of one type, as they are wanted.
 *
 * @param resources of each: as the user says, else as one of them measured; empty while nobody knows
 * @param count how many the cluster keeps
 */
public record WorkerGroup(NodeTypeName type, Optional<Resources> resources, int count) {

    public WorkerGroup {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(resources, "resources");
        if (count < 0) {
            throw new IllegalArgumentException("node type '" + type + "' cannot have " + count + " workers");
        }
    }
}
