package io.cloudtik.itest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * What some tests need of the machine and not every machine has. Such a test is skipped aloud where it is missing, and
 * fails where {@code -Drequire=root,docker} says that it has to be there.
 */
public enum Requirement {
    ROOT("the user is not root", () -> "root".equals(System.getProperty("user.name"))),
    DOCKER("no docker daemon answers", () -> succeeds("docker", "info")),
    PYSPARK("no python3 with pyspark is here", () -> succeeds("python3", "-c", "import pyspark"));

    private final String absence;
    private final BooleanSupplier presence;

    Requirement(String absence, BooleanSupplier presence) {
        this.absence = absence;
        this.presence = presence;
    }

    /** To be called first by a test that cannot run without this. */
    public void assume() {
        check(presence.getAsBoolean(), System.getProperty("require", ""));
    }

    /** @param required names separated by commas */
    void check(boolean present, String required) {
        if (present) {
            return;
        }
        if (Arrays.stream(required.split(",")).anyMatch(name -> name.strip().equalsIgnoreCase(name()))) {
            Assertions.fail(absence + ", and -Drequire=" + required + " wants this test to run");
        }
        Assumptions.abort("SKIPPED: " + absence + "; -Drequire=" + name().toLowerCase(Locale.ROOT)
                + " makes this a failure");
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("/dev/null").toFile())
                    .start();
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
