package io.cloudtik.api.model.cluster;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A submitted job.
 *
 * @param id unique in its cluster
 * @param name what was submitted: the file's name, or the main class
 * @param exitCode of the driver; empty while it runs, or if it was lost
 */
public record JobStatus(
        String id, String name, String runtime, State state, Instant submittedAt, Optional<Integer> exitCode) {

    public enum State { RUNNING, SUCCEEDED, FAILED, LOST }

    public JobStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(submittedAt, "submittedAt");
        Objects.requireNonNull(exitCode, "exitCode");
    }
}
