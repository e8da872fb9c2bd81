package io.cloudtik.node.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A process to be started in a session of its own.
 *
 * @param name under which it is recorded
 * @param environment all of it
 * @param output to which its output is appended
 * @param errors to which its errors are appended; empty if they go with the output
 * @param notes kept in its record
 */
public record Launch(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Path output,
        Optional<Path> errors,
        Map<String, String> notes) {

    public Launch {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(errors, "errors");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        notes = Map.copyOf(notes);
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return "Launch[" + name + "]";
    }
}
