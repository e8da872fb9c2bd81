package io.cloudtik.itest.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command on a real terminal of its own, at which one can type. */
final class Terminal implements AutoCloseable {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path screen;
    private final Process process;

    private Terminal(Path screen, Process process) {
        this.screen = screen;
        this.process = process;
    }

    /** @param line of a shell; {@link #cloudtik} is the program to begin with */
    static Terminal open(LocalCluster cluster, String line) throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT), "SKIPPED: script of util-linux is not installed");
        Path screen = cluster.write("screen.txt", "");
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qefc", "stty rows 33 cols 111; " + line, "/dev/null")
                .directory(screen.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(screen.toFile());
        builder.environment().putAll(Map.of(
                "CLOUDTIK_HOME", cluster.home().toString(), "JAVA_HOME", System.getProperty("java.home"), "TERM", "xterm"));
        return new Terminal(screen, builder.start());
    }

    static String cloudtik(LocalCluster cluster) {
        return "'" + cluster.commandLine().distribution().folder().resolve("bin/cloudtik") + "'";
    }

    /** All that it has shown, also what has been wiped away since. */
    String text() {
        try {
            return Files.readString(screen, UTF_8).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it shows this, or has ended. */
    Terminal await(String shown) {
        Eventually.await("'" + shown + "' is shown", PATIENCE, () -> !process.isAlive() || text().contains(shown));
        return this;
    }

    Terminal type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(UTF_8));
        process.getOutputStream().flush();
        return this;
    }

    /** As {@code kill} does it, to the JVM that runs there. */
    Terminal signal(String name) throws IOException, InterruptedException {
        long pid = process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new AssertionError("it has ended: " + text()));
        new ProcessBuilder("kill", "-s", name, String.valueOf(pid)).inheritIO().start().waitFor();
        return this;
    }

    /** What came of it. */
    Result end() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(text()).isTrue();
        return new Result(process.exitValue(), text(), "");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
