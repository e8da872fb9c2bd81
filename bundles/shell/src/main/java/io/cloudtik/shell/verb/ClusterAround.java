package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.WorkerOperations;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Option;

/** Brings the cluster up before some work, and takes it down after it. */
final class ClusterAround {

    private static final Duration START_TIME = Duration.ofMinutes(30);

    @Option(names = "--start", description = "First bring the cluster up, or to what its file now says.")
    private boolean start;

    @Option(names = "--stop", description = "End the cluster afterwards, however the work ended; only a failure to run it leaves the cluster up.")
    private boolean stop;

    @Option(names = "--wait-for-workers", description = "First wait until all wanted workers are ready, or --min-workers of them.")
    private boolean waitForWorkers;

    @Option(names = "--min-workers", paramLabel = "COUNT", description = "First wait until so many workers are ready.")
    private Integer minWorkers;

    @Option(
            names = "--wait-timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = TimeSpan.class,
            description = "How long to wait for workers: 90s, 15m, 2h; ${DEFAULT-VALUE} by default.")
    private Duration waitTimeout;

    /** Answers what the work answers. A failure is thrown, and leaves the cluster as it is. */
    int run(Path file, ClusterOperations clusters, WorkerOperations workers, Console console, IntSupplier work) {
        prepare(file, clusters, workers, console);
        int code = work.getAsInt();
        if (stop) {
            try (ShownProgress progress = console.progress()) {
                clusters.down(file, progress);
            }
        }
        return code;
    }

    private void prepare(Path file, ClusterOperations clusters, WorkerOperations workers, Console console) {
        try (ShownProgress progress = console.progress()) {
            if (start) {
                clusters.up(file, START_TIME, progress);
            }
            if (waitForWorkers || minWorkers != null) {
                workers.awaitReady(file, Optional.ofNullable(minWorkers), waitTimeout, progress);
            }
        }
    }
}
