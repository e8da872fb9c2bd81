package io.cloudtik.core.client;

import io.cloudtik.api.control.ProxyOperations.RunningProxy;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The process in which a cluster's proxy runs: our own command line in a session of its own. */
final class ProxyProcess {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration END_PATIENCE = Duration.ofSeconds(15);
    private static final Duration DELAY = Duration.ofMillis(50);

    private final Installation installation;
    private final ClusterHome home;
    private final Time time;

    ProxyProcess(Installation installation, ClusterHome home, Time time) {
        this.installation = installation;
        this.home = home;
        this.time = time;
    }

    RunningProxy start(Path file, Optional<String> bindAddress, OptionalInt port) throws InterruptedException {
        Path output = installation.home().resolve("logs/proxy-" + home.workspace() + "-" + home.cluster() + ".log");
        Process process = launch(command(file, bindAddress, port), output);
        try {
            return awaitRecord(process, output);
        } catch (InterruptedException | PlatformException e) {
            // In a session of its own it would live on, and until it serves nothing leads to it.
            process.destroy();
            throw e;
        }
    }

    private RunningProxy awaitRecord(Process process, Path output) throws InterruptedException {
        Duration end = time.monotonic().plus(PATIENCE);
        while (true) {
            Optional<ProxyRecord> record = home.proxy();
            if (record.isPresent()) {
                return record.get().proxy();
            }
            if (!process.isAlive()) {
                throw new PlatformException(Kind.UNAVAILABLE, "the proxy ended at once: " + lastLine(output));
            }
            if (time.monotonic().compareTo(end) > 0) {
                throw new PlatformException(Kind.UNAVAILABLE, "the proxy did not serve within " + PATIENCE.toSeconds() + " s")
                        .withRemedy("see " + output);
            }
            time.await(DELAY);
        }
    }

    private List<String> command(Path file, Optional<String> bindAddress, OptionalInt port) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c",
                // A session of its own, where there is a tool for it: a Ctrl-C in this terminal is not meant for it.
                "if command -v setsid >/dev/null; then exec setsid \"$@\"; else exec nohup \"$@\"; fi", "sh",
                installation.distribution().resolve("bin/cloudtik").toString(), "start-proxy",
                file.toAbsolutePath().toString(), "--foreground"));
        bindAddress.ifPresent(address -> command.addAll(List.of("--bind-address", address)));
        port.ifPresent(number -> command.addAll(List.of("--port", String.valueOf(number))));
        return command;
    }

    private static Process launch(List<String> command, Path output) {
        try {
            return new ProcessBuilder(command)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "the proxy's process does not start: " + e.getMessage(), e);
        }
    }

    private static String lastLine(Path output) {
        try (Stream<String> lines = Files.lines(output)) {
            return lines.filter(line -> line.startsWith("error: "))
                    .map(line -> line.substring("error: ".length()))
                    .reduce((first, second) -> second)
                    .orElse("see " + output);
        } catch (IOException e) {
            return "see " + output;
        }
    }

    /** Ends it and waits for its end; false if there was none. */
    boolean stop() throws InterruptedException {
        Optional<ProcessHandle> process = home.proxy().flatMap(ProxyRecord::process);
        if (process.isEmpty()) {
            return false;
        }
        process.get().destroy();
        Duration end = time.monotonic().plus(END_PATIENCE);
        while (process.get().isAlive()) {
            if (time.monotonic().compareTo(end) > 0) {
                process.get().destroyForcibly();
            }
            time.await(DELAY);
        }
        home.forgetProxy();
        return true;
    }
}
