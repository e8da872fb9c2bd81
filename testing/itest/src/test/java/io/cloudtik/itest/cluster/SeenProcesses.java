package io.cloudtik.itest.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The command lines and environments of all processes that know a folder, as anybody could have noted them who looked
 * several times a second until this was closed.
 */
final class SeenProcesses implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Set<String> commandLines = ConcurrentHashMap.newKeySet();
    private final Set<String> variables = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(look -> {
        Thread thread = new Thread(look, "seen-processes");
        thread.setDaemon(true);
        return thread;
    });

    private SeenProcesses() {}

    static SeenProcesses of(Path folder) {
        SeenProcesses seen = new SeenProcesses();
        seen.looks.scheduleWithFixedDelay(() -> seen.look(folder), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        return seen;
    }

    private void look(Path folder) {
        for (ProcessHandle process : Processes.thatKnow(folder)) {
            commandLines.add(Processes.commandLine(process));
            variables.addAll(Processes.environment(process.pid()));
        }
    }

    Set<String> commandLines() {
        return commandLines;
    }

    /** As {@code NAME=value}. */
    Set<String> variables() {
        return variables;
    }

    @Override
    public void close() {
        looks.shutdown();
        try {
            looks.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
