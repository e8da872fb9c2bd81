package io.cloudtik.node.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A service that gives its work away before its node ends; no variable is left to fill.
 *
 * @param signal for its process first; empty for none
 * @param command run beside it, until which has ended it drains; empty for none
 * @param environment the service's own
 * @param directory in which the command runs
 */
public record DrainableService(
        String name, String signal, List<String> command, Map<String, String> environment, Path directory, Duration timeout) {

    public DrainableService {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(timeout, "timeout");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Without command and environment, which may hold secrets. */
    @Override
    public String toString() {
        return "DrainableService[" + name + "]";
    }
}
