package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A second cluster in the workspace, of several types of workers, each with its own number, size, commands and environment.
 * Its first up and its first down are cut off.
 */
@Order(2)
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(LocalClusterExtension.class)
class SeveralTypesIT {

    private static final String FILE = "several-types.yaml";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static Result ok(LocalCluster cluster, String... words) {
        Result result = cluster.commandLine().run(words);
        assertThat(result.code()).as("%s: %s", String.join(" ", words), result.err()).isZero();
        return result;
    }

    private static JsonNode json(LocalCluster cluster, String... words) throws IOException {
        return new JsonMapper().readTree(ok(cluster, words).out());
    }

    /** The machines of this cluster, by node. */
    private static Map<String, String> machines(LocalCluster cluster) {
        Map<String, String> machines = cluster.machines();
        machines.keySet().removeIf(node -> !node.startsWith("types-"));
        return machines;
    }

    private static Map<String, String> typesOfWorkers(JsonNode status) {
        return LocalCluster.nodes(status)
                .filter(node -> node.path("kind").asText().equals("WORKER"))
                .collect(Collectors.toMap(
                        node -> node.path("id").asText(), node -> node.path("type").asText(), (a, b) -> a, TreeMap::new));
    }

    private static String setUpOf(LocalCluster cluster, JsonNode status, String type) throws IOException {
        String node = LocalCluster.nodes(status)
                .filter(each -> each.path("type").asText().equals(type))
                .map(each -> each.path("id").asText())
                .findFirst()
                .orElseThrow();
        return Files.readString(cluster.nodeHome(machines(cluster).get(node)).resolve("setup.txt"));
    }

    @Test
    @Order(1)
    void goesOnWhereAnUpWasKilled(LocalCluster cluster) throws Exception {
        Files.copy(cluster.example("local/" + FILE), cluster.folder().resolve(FILE));
        CommandLine.Run killed = cluster.commandLine().start("up", FILE);
        Eventually.await("a machine is launched", PATIENCE, () -> !killed.isRunning() || killed.errSoFar().contains("launched"));
        killed.signal("KILL");
        assertThat(killed.await().code()).isEqualTo(137);

        ok(cluster, "up", FILE);

        JsonNode status = json(cluster, "status", FILE, "-o", "json");
        assertThat(LocalCluster.isReady(status)).isTrue();
        assertThat(machines(cluster)).hasSize(3);
        assertThat(typesOfWorkers(status).values()).containsExactlyInAnyOrder("worker.small", "worker.large");
        assertThat(setUpOf(cluster, status, "worker.small")).isEqualTo("set up as worker.small for everything\n");
        assertThat(setUpOf(cluster, status, "worker.large")).isEqualTo("large\n");
    }

    @Test
    @Order(2)
    void scalesOneTypeAndLeavesTheOthersAlone(LocalCluster cluster) throws IOException {
        Map<String, String> before = machines(cluster);

        Result tooMany = cluster.commandLine().run("scale", FILE, "--worker-type", "worker.large", "--workers", "3");
        assertThat(tooMany.code()).isEqualTo(2);
        assertThat(tooMany.err()).contains("above max_workers 2 of node type 'worker.large'");
        assertThat(ok(cluster, "scale", FILE, "--worker-type", "worker.large", "--resources", "licence:3", "--dry-run").out())
                .as("two licences each")
                .contains("would be scaled from 1 to 2");

        ok(cluster, "scale", FILE, "--worker-type", "worker.batch", "--workers", "1");
        ok(cluster, "wait-for-ready", FILE, "--min-workers", "3");

        JsonNode status = json(cluster, "status", FILE, "-o", "json");
        assertThat(machines(cluster)).containsAllEntriesOf(before).hasSize(4);
        assertThat(typesOfWorkers(status).values())
                .containsExactlyInAnyOrder("worker.small", "worker.large", "worker.batch");
        assertThat(setUpOf(cluster, status, "worker.batch")).isEqualTo("set up as worker.batch for batch\n");
    }

    @Test
    @Order(3)
    void tellsOfEachType(LocalCluster cluster) throws IOException {
        Result info = ok(cluster, "info", FILE);
        JsonNode workers = json(cluster, "info", FILE, "-o", "json").path("workers");

        assertThat(info.out()).contains("""
                workers:                   3 of 3 ready, together 7 CPUs, 4 GiB
                  worker.small:            1 of 1 ready, 1 to 3 allowed; each 1 CPU, 1 GiB
                  worker.large:            1 of 1 ready, 1 to 2 allowed; each 4 CPUs, 2 GiB, licence 2
                  worker.batch:            1 of 1 ready, 0 to 2 allowed; each 2 CPUs, 1 GiB
                """);
        assertThat(workers.path("types").findValuesAsText("wanted")).containsExactly("1", "1", "1");
        assertThat(ok(cluster, "info", FILE, "--cpus-per-worker").out()).as("each has at least").isEqualTo("1\n");
        assertThat(ok(cluster, "status", FILE).out())
                .contains("worker.small ", "worker.large ", "worker.batch ");
    }

    @Test
    @Order(4)
    void goesOnWhereADownWasInterrupted(LocalCluster cluster) throws Exception {
        CommandLine.Run interrupted = cluster.commandLine().start("down", FILE, "--yes");
        Eventually.await("a machine is ended", PATIENCE,
                () -> !interrupted.isRunning() || interrupted.errSoFar().contains("terminating"));
        interrupted.signal("INT");

        Result result = interrupted.await();

        assertThat(result.code()).as(result.err()).isEqualTo(130);
        assertThat(result.err()).contains("interrupted", "try: ", "stop " + FILE);
        ok(cluster, "down", FILE, "--yes");
        assertThat(machines(cluster)).isEmpty();
        assertThat(cluster.home().resolve("clusters/lab/types")).doesNotExist();
    }

    @AfterAll
    static void takeDown(LocalCluster cluster) {
        if (Files.exists(cluster.home().resolve("clusters/lab/types"))) {
            cluster.commandLine().run("down", FILE, "--yes");
        }
    }
}
