package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster that becomes smaller while it works. SparkIT drains a worker in each build; this takes minutes. */
@EnabledIfSystemProperty(named = "cloudtik.full", matches = "true")
@Order(4)
@ExtendWith(LocalClusterExtension.class)
class ScaleDownIT {

    /** Some twenty seconds of work for two executors, half of whose results lie on the worker that goes. */
    private static final String JOB = """
            SELECT count(*) AS groups, sum(s) AS total
            FROM (
              SELECT id % 10 AS k, sum(id) AS s
              FROM range(0, 2000, 1, 20)
              WHERE java_method('java.lang.Thread', 'sleep', 20L) = 'null'
              GROUP BY k);
            """;

    @Test
    void letsAWorkerGiveItsWorkAwayWhileAJobRuns(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Path job = cluster.write("slow.sql", JOB);
        Path smaller = cluster.write("one.yaml", cluster.file()
                .replace("min_workers: 2", "min_workers: 1"));
        CommandLine.Run running = cluster.commandLine().start("submit", "cluster.yaml", job.toString());
        cluster.await("both workers have an executor", () -> LocalCluster.nodes(cluster.status())
                .filter(node -> node.path("kind").asText().equals("WORKER"))
                .allMatch(node -> executors(node.path("address").asText()) > 0));

        Result scaled = cluster.commandLine().run("up", smaller.toString());
        Result result = running.await();
        cluster.await("the worker has gone", () -> cluster.machines().size() == 2);
        List<String> events = events(cluster.status());
        Result back = cluster.commandLine().run("up", "cluster.yaml");

        assertThat(scaled.code()).as(scaled.err()).isZero();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out().strip()).isEqualTo("""
                groups    total
                ------  -------
                    10  1999000""");
        assertThat(events)
                .anyMatch(event -> event.startsWith("NODE_DRAINING") && event.endsWith("wants only 1"))
                .anyMatch(event -> event.startsWith("NODE_TERMINATING") && event.contains("wants only 1; drained in "));
        assertThat(back.code()).as(back.err()).isZero();
    }

    /** The younger of two goes otherwise; here the older has nothing to do, and the younger has a job. */
    @Test
    void partsWithTheIdleWorkerAndLeavesTheBusyOneAlone(LocalCluster cluster) throws IOException {
        List<JsonNode> workers = LocalCluster.nodes(cluster.awaitReady())
                .filter(node -> node.path("kind").asText().equals("WORKER"))
                .sorted(Comparator.comparing(node -> node.path("id").asText()))
                .toList();
        JsonNode older = workers.get(0);
        JsonNode younger = workers.get(1);
        Path smaller = cluster.write("one.yaml", cluster.file()
                .replace("min_workers: 2", "min_workers: 1"));
        cluster.await("no executor of another test is left", () -> executors(older) + executors(younger) == 0);
        CommandLine.Run job = oneExecutor(cluster, "first.sql");
        cluster.await("a worker has its executor", () -> executors(older) + executors(younger) == 1);
        if (executors(older) == 1) {
            CommandLine.Run ofOlder = job;
            job = oneExecutor(cluster, "second.sql");
            cluster.await("the younger has an executor", () -> executors(younger) == 1);
            cluster.commandLine().run("job", "cancel", "cluster.yaml", id(cluster.status(), "first.sql"));
            ofOlder.await();
        }

        cluster.awaitStatus("the older tells that it is idle", status ->
                busy(status, older).equals("false") && busy(status, younger).equals("true"));
        Result scaled = cluster.commandLine().run("up", smaller.toString());
        Result result = job.await();
        cluster.await("a worker has gone", () -> cluster.machines().size() == 2);
        Set<String> left = cluster.machines().keySet();
        Result back = cluster.commandLine().run("up", "cluster.yaml");

        assertThat(scaled.code()).as(scaled.err()).isZero();
        assertThat(left).contains(younger.path("id").asText()).doesNotContain(older.path("id").asText());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("1999000");
        assertThat(back.code()).as(back.err()).isZero();
    }

    /** A job of some two minutes that one core does alone. */
    private static CommandLine.Run oneExecutor(LocalCluster cluster, String name) throws IOException {
        Path job = cluster.write(name, JOB.replace("20L", "60L"));
        return cluster.commandLine().start("submit", "cluster.yaml", "--conf", "spark.cores.max=1", job.toString());
    }

    private static String id(JsonNode status, String job) {
        return StreamSupport.stream(status.path("jobs").spliterator(), false)
                .filter(each -> each.path("name").asText().equals(job))
                .map(each -> each.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    private static String busy(JsonNode status, JsonNode worker) {
        return LocalCluster.nodes(status)
                .filter(node -> node.path("id").equals(worker.path("id")))
                .map(node -> node.path("services").findPath("busy").asText())
                .findFirst()
                .orElse("");
    }

    private static int executors(JsonNode worker) {
        return executors(worker.path("address").asText());
    }

    private static int executors(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":8081/json/"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            String text = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
            return new JsonMapper().readTree(text).path("executors").size();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static List<String> events(JsonNode status) {
        return LocalCluster.events(status)
                .map(event -> event.path("type").asText() + " " + event.path("message").asText())
                .toList();
    }
}
