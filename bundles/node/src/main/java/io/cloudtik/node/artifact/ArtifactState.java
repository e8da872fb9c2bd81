package io.cloudtik.node.artifact;

import io.cloudtik.api.problem.PlatformException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How an artifact of a plan stands: there, being fetched, or failed. A failure whose kind is retryable is tried again by
 * itself.
 *
 * @param path where it is; empty until it is there
 * @param failure the last one; empty if none, or it is there
 */
public record ArtifactState(Optional<Path> path, Optional<PlatformException> failure) {

    static final ArtifactState COMING = new ArtifactState(Optional.empty(), Optional.empty());

    public ArtifactState {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(failure, "failure");
    }

    static ArtifactState at(Path path) {
        return new ArtifactState(Optional.of(path), Optional.empty());
    }

    static ArtifactState failed(PlatformException failure) {
        return new ArtifactState(Optional.empty(), Optional.of(failure));
    }
}
