package io.cloudtik.core.bootstrap;

import io.cloudtik.api.model.cluster.JavaSource;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The Java a node is to have.
 *
 * @param versions those its services need
 * @param image what a node gets if its Java is bundled; empty for the one that is part of the running distribution, as a
 *     head's is
 */
public record NodeJava(JavaSource source, Set<JavaNeeds.Range> versions, Optional<Path> image) {

    public NodeJava {
        Objects.requireNonNull(source, "source");
        versions = Set.copyOf(versions);
        Objects.requireNonNull(image, "image");
    }

    public static NodeJava of(JavaSource source, Set<JavaNeeds.Range> versions) {
        return new NodeJava(source, versions, Optional.empty());
    }

    boolean isBundled() {
        return source == JavaSource.BUNDLED;
    }
}
