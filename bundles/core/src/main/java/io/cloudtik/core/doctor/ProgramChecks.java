package io.cloudtik.core.doctor;

import io.cloudtik.api.problem.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs that are needed, or of use. */
final class ProgramChecks {

    private static final int PATIENCE_SECONDS = 5;
    private static final int OLDEST_JAVA = 17;

    private ProgramChecks() {}

    static Finding java() {
        int version = Runtime.version().feature();
        String what = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return version >= OLDEST_JAVA
                ? Finding.ok("java", what)
                : Finding.fail("java", what + " is too old", "install Java 17 or newer and set CLOUDTIK_JAVA_HOME to it");
    }

    static Finding ssh() {
        return firstLine("ssh", "-V")
                .map(version -> Finding.ok("ssh", version))
                .orElseGet(() -> Finding.warn("ssh", "no client: CloudTik has its own, logging in by hand needs one",
                        "install openssh-client if you want to"));
    }

    static Finding python() {
        return firstLine("python3", "--version")
                .map(version -> Finding.ok("python", version))
                .orElseGet(() -> Finding.warn("python", "there is no python3: jobs in Python do not run on local nodes",
                        "install python3 if you have such jobs"));
    }

    static Finding docker() {
        return firstLine("docker", "version", "--format", "server {{.Server.Version}}")
                .map(version -> Finding.ok("docker", version))
                .orElseGet(() -> Finding.warn("docker", "no daemon answers; only clusters with docker.enabled need one", ""));
    }

    /** What a program says first; empty if it is not there, fails, or does not end soon. */
    static Optional<String> firstLine(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? output.lines().findFirst() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
