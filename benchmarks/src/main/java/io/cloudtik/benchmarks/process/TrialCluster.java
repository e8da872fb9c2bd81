package io.cloudtik.benchmarks.process;

import io.cloudtik.benchmarks.process.CommandLine.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cluster on this machine in a home of its own, which is gone when this is closed. Its cache and archives of classes stay
 * from one {@link #up} to the next, as a user's do.
 */
final class TrialCluster implements AutoCloseable {

    private static final String FILE = "cluster.yaml";
    private static final String WORKSPACE_FILE = "workspace.yaml";

    private final Path folder;
    private final CommandLine commandLine;
    private boolean isUp;
    private boolean hasWorkspace;

    TrialCluster(Path distribution) throws IOException {
        this.folder = Files.createTempDirectory("cloudtik-bench-").toRealPath();
        this.commandLine = new CommandLine(distribution, folder.resolve("home"), folder);
        Files.writeString(folder.resolve(WORKSPACE_FILE), """
                workspace_name: bench
                provider:
                  type: local
                """);
    }

    CommandLine commandLine() {
        return commandLine;
    }

    String file() {
        return FILE;
    }

    /**
     * Brings it up and returns when all its nodes are ready: without a runtime, when the containers of all beat and have
     * applied their plans.
     *
     * @param runtime {@code none} or the name of one
     */
    Cost up(int workers, String runtime) throws IOException, InterruptedException {
        if (!hasWorkspace) {
            commandLine.run("workspace", "create", WORKSPACE_FILE);
            hasWorkspace = true;
        }
        Files.writeString(folder.resolve(FILE), specification(workers, runtime));
        isUp = true;
        Cost cost = commandLine.run("start", FILE, "--timeout", "25m");
        List<Container> containers = containers();
        if (containers.size() != workers + 1) {
            throw new IllegalStateException(
                    "started " + workers + " workers and a head, and see " + containers.size() + " containers");
        }
        return cost;
    }

    /** A file beside the cluster's. */
    void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    void down() throws IOException, InterruptedException {
        commandLine.run("stop", FILE, "--yes");
        isUp = false;
    }

    /** Those that run now. */
    List<Container> containers() {
        return Container.below(commandLine.home());
    }

    static String specification(int workers, String runtime) {
        return """
                cluster_name: bench
                workspace_name: bench
                provider:
                  type: local
                max_workers: %1$d
                available_node_types:
                  head.default:
                    resources: {CPU: 1, memory: 2G}
                  worker.default:
                    resources: {CPU: 1, memory: 2G}
                    min_workers: %1$d
                    max_workers: %1$d
                head_node_type: head.default
                runtime:
                  types: [%2$s]
                """.formatted(workers, runtime.equals("none") ? "" : runtime);
    }

    /** The folder stays if the cluster cannot be ended: it is needed for ending it by hand. */
    @Override
    public void close() throws IOException {
        try {
            if (isUp) {
                down();
            }
            if (hasWorkspace) {
                commandLine.run("workspace", "delete", WORKSPACE_FILE, "--yes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted before the cluster in " + folder + " was ended", e);
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
