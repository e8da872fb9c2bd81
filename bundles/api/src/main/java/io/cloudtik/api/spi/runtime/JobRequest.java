package io.cloudtik.api.spi.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A job a user wants to run.
 *
 * @param fileName the name of the submitted file, such as {@code report.jar}, {@code report.sql} or {@code report.py}
 * @param mainClass what to run of a jar
 * @param arguments for the job itself
 * @param options for the runtime, such as Spark's {@code --conf} pairs
 * @param dependencies what it needs beside its file; a runtime that cannot give a job one of them refuses the job
 */
public record JobRequest(
        String fileName,
        Optional<String> mainClass,
        List<String> arguments,
        Map<String, String> options,
        JobDependencies dependencies) {

    public JobRequest {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(mainClass, "mainClass");
        Objects.requireNonNull(dependencies, "dependencies");
        arguments = List.copyOf(arguments);
        options = Map.copyOf(options);
    }

    /** One that needs nothing beside its file. */
    public JobRequest(
            String fileName, Optional<String> mainClass, List<String> arguments, Map<String, String> options) {
        this(fileName, mainClass, arguments, options, JobDependencies.NONE);
    }

    /** As runtimes get it, which put its texts into plans: only {@code ${job}} is a variable in them. */
    public JobRequest literal() {
        Map<String, String> values = new LinkedHashMap<>();
        options.forEach((name, value) -> values.put(name, NodePlan.literal(value)));
        JobDependencies named = new JobDependencies(
                dependencies.packages(), literal(dependencies.jars()), literal(dependencies.pyFiles()), literal(dependencies.files()));
        return new JobRequest(NodePlan.literal(fileName), mainClass, literal(arguments), values, named);
    }

    private static List<String> literal(List<String> texts) {
        return texts.stream().map(NodePlan::literal).toList();
    }
}
