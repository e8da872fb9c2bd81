package io.cloudtik.benchmarks.micro;

import io.cloudtik.benchmarks.report.Figure;
import io.cloudtik.benchmarks.report.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmarks of this package. */
public final class Micro {

    private Micro() {}

    /** @param options JMH's own, such as a pattern of names or {@code -p nodes=1000} */
    public static List<Figure> run(String... options) throws CommandLineOptionException, RunnerException, IOException {
        CommandLineOptions given = new CommandLineOptions(options);
        if (given.shouldHelp()) {
            given.showHelp();
            return List.of();
        }
        List<Figure> figures = new ArrayList<>();
        for (RunResult result : new Runner(new OptionsBuilder()
                        .parent(given)
                        .shouldFailOnError(true)
                        .addProfiler(ProcessorProfiler.class)
                        .build())
                .run()) {
            String name = name(result);
            figures.add(new Figure(name, "wall", "us", series(result, "")));
            figures.add(new Figure(name, "processor", "us", series(result, ProcessorProfiler.LABEL)));
        }
        return figures;
    }

    private static String name(RunResult result) {
        String type = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+)\\.(\\w+)$", "$1.$2");
        return type + result.getParams().getParamsKeys().stream()
                .map(key -> " " + key + "=" + result.getParams().getParam(key))
                .collect(Collectors.joining());
    }

    /** One value an iteration: of the measurement itself, or of a profiler's. */
    private static Series series(RunResult result, String profiled) {
        List<Double> values = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult iteration : fork.getIterationResults()) {
                Result<?> value = profiled.isEmpty()
                        ? iteration.getPrimaryResult()
                        : iteration.getSecondaryResults().get(profiled);
                values.add(value.getScore());
            }
        }
        return new Series(values);
    }
}
