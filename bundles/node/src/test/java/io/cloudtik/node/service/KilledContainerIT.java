package io.cloudtik.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.node.system.DetachedLauncher;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledContainerIT {

    private static final int SERVICES = 6;
    private static final int KILLS = 8;

    @TempDir
    Path home;

    /** Each round a container of its own starts services one after the other and is killed while it does. */
    @Test
    void thereAreNeverTwoOfOneAndNoneIsLostWheneverTheContainerIsKilled() throws Exception {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "counts processes by their environment in /proc");
        Random random = new Random(42);
        for (int round = 0; round < KILLS; round++) {
            Process container = container();
            Path ready = home.resolve("ready");
            Eventually.await("a container", Duration.ofSeconds(30), () -> Files.exists(ready) || !container.isAlive());
            LockSupport.parkNanos(random.nextInt(60) * 1_000_000L);
            container.destroyForcibly();
            assertThat(container.waitFor(60, TimeUnit.SECONDS)).isTrue();
            Files.deleteIfExists(ready);
        }

        try (SupervisedNode node = new SupervisedNode(home)) {
            node.apply(services(home));
            for (ServiceSpec service : services(home)) {
                node.awaitState(service.name(), ServiceState.HEALTHY);
            }
            for (ServiceSpec service : services(home)) {
                long pid = node.status(service.name()).pid();
                // One that a killed container had begun may still be about to find its intent taken away.
                node.await("there is one " + service.name(), () -> processesOf(service.name()).equals(List.of(pid)));
            }
        }
        for (ServiceSpec service : services(home)) {
            Eventually.await(service.name() + " is gone", Duration.ofSeconds(5), () -> processesOf(service.name()).isEmpty());
        }
    }

    /** What runs in the container: starts all services as quickly as it can. */
    static final class Container {

        private Container() {}

        public static void main(String[] arguments) throws IOException {
            Path home = Path.of(arguments[0]);
            SupervisedNode node = new SupervisedNode(home);
            Files.createFile(home.resolve("ready"));
            node.apply(services(home));
            while (true) {
                node.supervisor.tick();
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private static ServiceSpec[] services(Path home) {
        List<ServiceSpec> services = new ArrayList<>();
        for (int number = 0; number < SERVICES; number++) {
            services.add(SupervisedNode.service("k" + Integer.toHexString(home.hashCode()) + "-" + number, "exec sleep 1000"));
        }
        return services.toArray(ServiceSpec[]::new);
    }

    private Process container() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Container.class.getName(),
                        home.toString())
                .redirectOutput(Redirect.INHERIT)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
    }

    /** The processes that carry this test's folder and the service's name in their environment. */
    private List<Long> processesOf(String service) {
        List<Long> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                String environment = environment(process);
                if (environment.contains("CLOUDTIK_SERVICE=" + service + "\0")
                        && environment.contains(DetachedLauncher.START_VARIABLE)) {
                    found.add(Long.valueOf(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Another user's, or ended meanwhile.
            return "";
        }
    }
}
