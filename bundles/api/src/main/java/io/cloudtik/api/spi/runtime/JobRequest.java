package io.cloudtik.api.spi.runtime;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A job a user wants to run.
 *
 * @param fileName the name of the submitted file, such as {@code report.jar} or {@code report.sql}
 * @param mainClass what to run of a jar
 * @param arguments for the job itself
 * @param options for the runtime, such as Spark's {@code --conf} pairs
 */
public record JobRequest(
        String fileName, Optional<String> mainClass, List<String> arguments, Map<String, String> options) {

    public JobRequest {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(mainClass, "mainClass");
        arguments = List.copyOf(arguments);
        options = Map.copyOf(options);
    }
}
