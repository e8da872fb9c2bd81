package io.cloudtik.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The distribution's {@code cloudtik}, each time a process of its own, in a home of its own, on the Java that runs this. One
 * thread at a time: the processor time of a command is what this process's ended children have used meanwhile.
 *
 * @param work where it is called, and where its output goes
 */
record CommandLine(Path distribution, Path home, Path work) {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final double NANOSECONDS = 1e9;

    /**
     * @param wall from before its start until its end was seen
     * @param processor of it and of what it waited for; not of what it leaves running
     */
    record Cost(double wall, double processor) {}

    /** @throws IllegalStateException if it fails, with what it said */
    Cost run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(distribution.resolve("bin/cloudtik").toString()));
        command.addAll(List.of(words));
        Path output = work.resolve("output.txt");
        // To a file: a pipe would stay open as long as the local host process that the first command leaves behind.
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CLOUDTIK_") && !name.startsWith("CLOUDTIK_MAVEN_"));
        environment.put("CLOUDTIK_HOME", home.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Duration before = ProcessorTime.ofThisProcess().ofEnded();
        long start = System.nanoTime();
        Process process = builder.start();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        long end = System.nanoTime();
        if (!ended) {
            process.destroyForcibly();
        }
        if (!ended || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " "
                    + (ended ? "ended with " + process.exitValue() : "was not done within " + LIMIT) + ":\n"
                    + Files.readString(output));
        }
        Duration used = ProcessorTime.ofThisProcess().ofEnded().minus(before);
        return new Cost((end - start) / NANOSECONDS, used.toNanos() / NANOSECONDS);
    }
}
