package io.cloudtik.itest.cluster;

import io.cloudtik.itest.Distribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The distribution's {@code cloudtik}, each time a process of its own, in a home of its own and on the Java that runs the
 * tests.
 *
 * @param work where it is called, and where its output goes
 * @param variables of its user, for every call
 */
public record CommandLine(Distribution distribution, Path home, Path work, Map<String, String> variables) {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    public CommandLine(Distribution distribution, Path home, Path work) {
        this(distribution, home, work, Map.of());
    }

    /** What came of it. */
    public record Result(int code, String out, String err) {}

    /** One that may still run. */
    final class Run {

        private final Process process;
        private final Path out;
        private final Path err;

        private Run(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        /** What it has printed up to now. */
        String outSoFar() {
            return text(out);
        }

        String errSoFar() {
            return text(err);
        }

        boolean isRunning() {
            return process.isAlive();
        }

        /** As {@code kill} does it. */
        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-s", name, String.valueOf(process.pid())).inheritIO().start().waitFor();
        }

        /** Tells it to end and waits until it has. */
        Result end() {
            process.destroy();
            return await();
        }

        Result await() {
            try {
                if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("not done within " + LIMIT + "; it said:\n" + text(out) + text(err));
                }
                return new Result(process.exitValue(), text(out), text(err));
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    public Result run(String... words) {
        return start(words).await();
    }

    Run start(String... words) {
        return start(Map.of(), words);
    }

    /** @param additional environment variables */
    Run start(Map<String, String> additional, String... words) {
        try {
            Path out = Files.createTempFile(work, "out-", ".txt");
            Path err = Files.createTempFile(work, "err-", ".txt");
            List<String> command = new ArrayList<>(List.of(distribution.folder().resolve("bin/cloudtik").toString()));
            command.addAll(List.of(words));
            // To files: pipes would stay open as long as the host process the first command leaves behind.
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            Map<String, String> environment = builder.environment();
            // Where this user's Maven has its settings stays as it is; nothing else of an installation of theirs does.
            environment.keySet().removeIf(name -> name.startsWith("CLOUDTIK_") && !name.startsWith("CLOUDTIK_MAVEN_"));
            environment.put("CLOUDTIK_HOME", home.toString());
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.putAll(variables);
            environment.putAll(additional);
            return new Run(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
