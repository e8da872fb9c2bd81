package io.cloudtik.core.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.cluster.CommandRetries;
import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.model.cluster.NodeCommands;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.contracts.net.Fault;
import io.cloudtik.contracts.net.Fault.Direction;
import io.cloudtik.contracts.net.Fault.Effect;
import io.cloudtik.contracts.net.FaultProxy;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.files.TestFiles;
import io.cloudtik.core.stage.NodeStages;
import io.cloudtik.core.time.ManualTime;
import io.cloudtik.contracts.ssh.SshMachine;
import io.cloudtik.executor.ssh.SshExecutorFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A machine becomes a node over a real connection that breaks at any byte, several times. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class BrokenBootstrapIT {

    private static final int SEEDS = Boolean.getBoolean("cloudtik.full") ? 1_500 : 8;
    private static final int FIRST_SEED = Integer.getInteger("cloudtik.seed", 0);
    /** About what a whole set-up takes in one direction, the login included. */
    private static final int SPAN = 60_000;
    private static final int MOST_BREAKS = 4;
    private static final int MOST_ATTEMPTS = 8;
    private static final String OLD = "old";
    private static final String CONTAINER = """
            #!/bin/sh
            case $1 in
              start) [ -e "$HOME/running" ] || echo "start $3" >> "$HOME/log"; : > "$HOME/running";;
              stop) echo stop >> "$HOME/log";;
            esac
            """;

    @TempDir
    Path folder;

    private FaultProxy way;
    private SshMachine machine;
    private Path home;

    @AfterEach
    void close() throws IOException {
        way.close();
        machine.close();
    }

    static IntStream seeds() {
        return IntStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void runsEachCommandOnceAndLeavesNoFileHalf(int seed) throws Exception {
        Random random = new Random(seed);
        Path key = folder.resolve("key");
        SshExecutorFactory executors = new SshExecutorFactory();
        machine = new SshMachine(folder, executors, key).started();
        home = machine.home();
        way = FaultProxy.to(machine.port());
        Map<String, String> fresh = files(random);
        Files.createDirectories(home.resolve("app"));
        Files.writeString(home.resolve("app/one"), OLD);
        Files.createDirectories(home.resolve(".cloudtik/node"));
        Files.writeString(home.resolve(".cloudtik/node/identity.json"), OLD);
        NodeBootstrapper bootstrapper = new NodeBootstrapper(
                executors, distribution(), key, folder.resolve("known_hosts"), new ManualTime());
        NodeDelivery delivery = delivery(fresh);

        int attempts = 1;
        while (!succeeds(bootstrapper, delivery, random, attempts)) {
            fresh.forEach((name, text) -> assertThat(content(name)).as("%s after attempt of seed %d", name, seed).isIn("", OLD, text));
            attempts++;
        }

        fresh.forEach((name, text) -> assertThat(content(name)).as(name).isEqualTo(text));
        assertThat(home.resolve(".cloudtik/dist/current/bundles/a.jar")).hasBinaryContent(Files.readAllBytes(folder.resolve("dist/bundles/a.jar")));
        assertThat(content("log")).isEqualTo("""
                initialization
                setup one é $x
                setup two
                bootstrap
                start worker
                """);
    }

    /** Whether it came through. The way breaks at first, and again while it goes on, but not for ever. */
    private boolean succeeds(NodeBootstrapper bootstrapper, NodeDelivery delivery, Random random, int attempt) {
        int[] breaks = {attempt == MOST_ATTEMPTS ? 0 : 1 + random.nextInt(MOST_BREAKS)};
        way.heal();
        if (breaks[0] > 0) {
            way.inject(fault(random));
        }
        try {
            bootstrapper.bootstrap(delivery, activity -> {
                if (way.hasHappened() && --breaks[0] > 0) {
                    way.inject(fault(random));
                }
            });
            return true;
        } catch (PlatformException e) {
            assertThat(e.kind()).as(e.toString()).isIn(Kind.UNAVAILABLE, Kind.UNKNOWN);
            assertThat(attempt).as(e.toString()).isLessThan(MOST_ATTEMPTS);
            return false;
        }
    }

    /** Half of the offsets are small, so that each message of the protocol is broken now and then. */
    private static Fault fault(Random random) {
        Effect effect = random.nextInt(4) == 0 ? Effect.HALF_CLOSE : Effect.CUT;
        Direction direction = Direction.values()[random.nextInt(2)];
        int offset = random.nextBoolean() ? random.nextInt(SPAN) : (int) Math.pow(SPAN, random.nextDouble());
        return Fault.of(effect, direction, offset);
    }

    /** What is to be in the home afterwards, by path. */
    private static Map<String, String> files(Random random) {
        byte[] large = new byte[1 + random.nextInt(30_000)];
        IntStream.range(0, large.length).forEach(i -> large[i] = (byte) ('a' + random.nextInt(26)));
        return Map.of(
                "app/one", new String(large, UTF_8),
                "app/it's 2", "two",
                ".cloudtik/node/identity.json", "{\"seed\": " + random.nextInt() + "}");
    }

    private Path distribution() throws IOException {
        Path distribution = folder.resolve("dist");
        for (String name : List.of("bin", "bundles", "etc", "lib")) {
            Files.createDirectories(distribution.resolve(name));
        }
        Files.writeString(distribution.resolve("etc/worker.bundles"), "a.jar\n");
        Files.write(distribution.resolve("bundles/a.jar"), new byte[5_000]);
        Files.writeString(distribution.resolve("lib/launcher.jar"), "l");
        Path container = Files.writeString(distribution.resolve("bin/cloudtik-container"), CONTAINER);
        Files.setPosixFilePermissions(container, PosixFilePermissions.fromString("rwxr-xr-x"));
        return distribution;
    }

    private NodeDelivery delivery(Map<String, String> fresh) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        for (String name : List.of("one", "it's 2")) {
            Files.writeString(source.resolve(name), fresh.get("app/" + name));
        }
        FileSet files = TestFiles.of(source, "app");
        NodeCommands commands = new NodeCommands(
                List.of("echo initialization >> log"), List.of("echo \"setup one $TOLD\" >> log", "echo setup two >> log"),
                List.of("echo bootstrap >> log"), List.of(), List.of());
        Map<String, String> environment = Map.of("TOLD", "é $x");
        return new NodeDelivery(
                "demo-worker-1", NodeKind.WORKER, () -> machine.accessBy(way.port()),
                new NodeStages(commands, environment, files.digest(), ""), environment, CommandRetries.DEFAULT, files,
                List.of(new NodeFile("node/identity.json", fresh.get(".cloudtik/node/identity.json"))),
                NodeJava.of(JavaSource.SYSTEM, Set.of()));
    }

    /** Empty if there is no such file. */
    private String content(String path) {
        try {
            Path file = home.resolve(path);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }
}
