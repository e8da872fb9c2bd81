package io.cloudtik.itest.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.itest.Distribution;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The example cluster, with {@link PlantedSecrets}, in a home of its own, shared by the tests of this package. Each test
 * finds it ready and leaves it so that it becomes ready again by itself.
 */
final class LocalCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final String FILE = "cluster.yaml";

    private final Path folder;
    private final CommandLine commandLine;
    private final SeenProcesses seen;
    private final List<Result> firstUps;

    private LocalCluster(Path folder, CommandLine commandLine, SeenProcesses seen, List<Result> firstUps) {
        this.folder = folder;
        this.commandLine = commandLine;
        this.seen = seen;
        this.firstUps = firstUps;
    }

    /** Brings it up by two commands at once, so that every test stands on the one head that may come of it. */
    static LocalCluster start(Distribution distribution) {
        try {
            Path folder = Files.createTempDirectory("cloudtik-cluster-").toRealPath();
            for (String example : List.of("local/workspace.yaml", "local/worst-delays.sql")) {
                Path source = distribution.example(example);
                Files.copy(source, folder.resolve(source.getFileName()));
            }
            Path secret = Files.writeString(folder.resolve("planted.txt"), PlantedSecrets.IN_FILE + "\n");
            String example = Files.readString(distribution.example("local/cluster.yaml"));
            Files.writeString(folder.resolve(FILE), PlantedSecrets.in(example, secret));
            CommandLine commandLine =
                    new CommandLine(distribution, folder.resolve("home"), folder, PlantedSecrets.OF_THE_USER);
            Result created = commandLine.run("workspace", "create", "workspace.yaml");
            if (created.code() != 0) {
                throw new AssertionError("no workspace: " + created.err());
            }
            SeenProcesses seen = SeenProcesses.of(folder);
            try (seen) {
                List<CommandLine.Run> runs = List.of(commandLine.start("up", FILE), commandLine.start("up", FILE));
                return new LocalCluster(folder, commandLine, seen, runs.stream().map(CommandLine.Run::await).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings it up again if a test has taken it down. */
    LocalCluster up() {
        if (!Files.isDirectory(home().resolve("clusters/lab/demo"))) {
            commandLine.run("workspace", "create", "workspace.yaml");
            Result up = commandLine.run("up", "cluster.yaml");
            if (up.code() != 0) {
                throw new AssertionError("no cluster: " + up.err());
            }
        }
        return this;
    }

    CommandLine commandLine() {
        return commandLine;
    }

    /** What came of the two commands that brought it up at once. */
    List<Result> firstUps() {
        return firstUps;
    }

    /** What processes showed of themselves while it came up. */
    SeenProcesses seenComingUp() {
        return seen;
    }

    /** The text of its file. */
    String file() throws IOException {
        return Files.readString(folder.resolve(FILE));
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return commandLine.home();
    }

    Path example(String name) {
        return commandLine.distribution().example(name);
    }

    /** A file beside the cluster's own. */
    Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    JsonNode status() {
        Result result = commandLine.run("status", "cluster.yaml", "-o", "json");
        try {
            return new JsonMapper().readTree(result.out());
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + result, e);
        }
    }

    static Stream<JsonNode> nodes(JsonNode status) {
        return StreamSupport.stream(status.path("nodes").spliterator(), false);
    }

    /** The pids of all services, by node and service. */
    static Map<String, Long> pids(JsonNode status) {
        Map<String, Long> pids = new TreeMap<>();
        nodes(status).forEach(node -> node.path("services").forEach(service -> pids.put(
                node.path("id").asText() + "/" + service.path("name").asText(), service.path("pid").asLong())));
        return pids;
    }

    static Stream<JsonNode> events(JsonNode status) {
        return StreamSupport.stream(status.path("events").spliterator(), false);
    }

    static Instant at(JsonNode event) {
        return Instant.parse(event.path("at").asText());
    }

    /** When the last thing happened that a status tells of. */
    static Instant lastEvent(JsonNode status) {
        return events(status).map(LocalCluster::at).max(Comparator.naturalOrder()).orElse(Instant.MIN);
    }

    static Stream<JsonNode> eventsAfter(Instant instant, JsonNode status) {
        return events(status).filter(event -> at(event).isAfter(instant));
    }

    static boolean isReady(JsonNode status) {
        return status.path("phase").asText().equals("READY");
    }

    /** The machines by the ids of the nodes they are. */
    Map<String, String> machines() {
        Map<String, String> machines = new TreeMap<>();
        for (Path record : records()) {
            machines.put(property(record, "tag.cloudtik-node-id"), record.getParent().getFileName().toString());
        }
        return machines;
    }

    /** The local provider's records of its machines. */
    List<Path> records() {
        Path nodes = home().resolve("local/nodes");
        if (!Files.isDirectory(nodes)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(nodes)) {
            return folders.map(node -> node.resolve("node.properties")).filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String property(Path record, String key) {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(record)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(key, "");
    }

    /** The home of a node as the node sees it. */
    Path nodeHome(String machine) {
        return home().resolve("local/nodes").resolve(machine).resolve("home");
    }

    /** The status in which it was ready. */
    JsonNode awaitReady() {
        return awaitStatus("the cluster is ready again", LocalCluster::isReady);
    }

    /** The status of which it was true. */
    JsonNode awaitStatus(String what, Predicate<JsonNode> condition) {
        AtomicReference<JsonNode> seen = new AtomicReference<>();
        await(what, () -> {
            seen.set(status());
            return condition.test(seen.get());
        });
        return seen.get();
    }

    /** Looks seldom enough to leave the cores to the cluster: most looks are processes of their own. */
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + PATIENCE + ": " + what + "; last seen: " + status());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Runs a job to its end. */
    Result submit(String... words) {
        List<String> all = new ArrayList<>(List.of("submit", "cluster.yaml"));
        all.addAll(List.of(words));
        return commandLine.run(all.toArray(String[]::new));
    }

    /** Copies what all its processes have logged up to now, for who must find out why a test failed. */
    void keepLogs(Path target) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Path copy = target.resolve(folder.relativize(log).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(log, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("could not keep the logs of the cluster: {}", e.toString());
        }
    }

    /** Also after tests that failed: no process and no file is left. */
    @Override
    public void close() throws IOException {
        commandLine.run("down", "--all", "--yes");
        commandLine.run("workspace", "delete", "workspace.yaml", "--yes");
        Processes.thatKnow(folder).forEach(ProcessHandle::destroyForcibly);
        Eventually.await("no process of the cluster is left", PATIENCE, () -> Processes.thatKnow(folder).isEmpty());
        try (Stream<Path> left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
    }
}
