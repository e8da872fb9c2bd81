package io.cloudtik.node.system;

import java.util.Objects;

/** A process this very container started: its record, and the handle that alone tells its exit code. */
public record Started(LaunchRecord record, Process process) {

    public Started {
        Objects.requireNonNull(record, "record");
        Objects.requireNonNull(process, "process");
    }
}
