package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a cluster survives, and what it refuses to go on with. */
@Order(3)
@ExtendWith(LocalClusterExtension.class)
class HealingIT {

    /** Prints, takes its time on a worker, and prints again. */
    private static final String SLOW_JOB = """
            SELECT 'begun' AS step;
            SELECT reflect('java.util.concurrent.locks.LockSupport', 'parkUntil', unix_millis(current_timestamp()) + 15000) AS waited;
            SELECT 'ended' AS step;
            """;

    @Test
    void replacesAWorkerThatWasEndedOnDemand(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        String worker = worker(cluster);
        String machine = cluster.machines().get(worker);

        Result killed = cluster.commandLine().run("kill-node", "cluster.yaml", "--node", worker, "--yes");

        assertThat(killed.code()).as(killed.err()).isZero();
        assertThat(killed.out()).isEqualTo("ended " + worker + "\n");
        awaitReplacement(cluster, worker);
        assertThat(cluster.machines()).hasSize(3).doesNotContainValue(machine);
        assertThat(Processes.ofNode(machine)).isEmpty();
        explainsTheReplacement(cluster, worker);
    }

    /** The story of the place has the end of the machine, the decision to replace it, and that can be made again. */
    private static void explainsTheReplacement(LocalCluster cluster, String worker) throws IOException {
        // A node is ready a moment before that is told.
        cluster.await("the end of the story is told", () ->
                cluster.commandLine().run("explain", "cluster.yaml", worker).out().lines()
                        .anyMatch(line -> line.contains("NODE_READY") && line.contains(replacement(worker) + " ")));
        Result story = cluster.commandLine().run("explain", "cluster.yaml", worker, "-o", "json");
        assertThat(story.code()).as(story.err()).isZero();
        List<JsonNode> events = new ArrayList<>();
        new JsonMapper().readTree(story.out()).path("story").forEach(events::add);
        assertThat(events).extracting(event -> event.path("type").asText())
                .containsSubsequence("NODE_LAUNCHED", "NODE_READY", "NODE_KILLED", "NODE_LAUNCHING", "NODE_LAUNCHED", "NODE_READY");
        JsonNode replacing = events.stream()
                .filter(event -> event.path("type").asText().equals("NODE_LAUNCHING"))
                .filter(event -> event.path("message").asText().startsWith(worker + ": its machine is"))
                .findFirst()
                .orElseThrow();
        String decision = replacing.path("decision").asText();
        assertThat(cluster.commandLine().run("explain", "cluster.yaml", decision).out())
                .contains("IT WAS KNOWN", worker, "launch", "WHAT CAME OF IT", "NODE_LAUNCHED");
        Result replayed = cluster.commandLine().run("explain", "cluster.yaml", decision, "--replay");
        assertThat(replayed.code()).as(replayed.out()).isZero();
        assertThat(replayed.out()).contains("decides the same as");
    }

    /** Their closed connection tells of it, long before silence does. */
    @Test
    void replacesAWorkerWhoseProcessesDied(LocalCluster cluster, TestReporter reporter) {
        cluster.awaitReady();
        String worker = worker(cluster);
        String machine = cluster.machines().get(worker);
        Set<ProcessHandle> processes = Processes.ofNode(machine);
        assertThat(processes).hasSizeGreaterThanOrEqualTo(3);

        Instant killed = Instant.now();
        processes.forEach(ProcessHandle::destroyForcibly);

        JsonNode after = awaitReplacement(cluster, worker);
        JsonNode suspected = LocalCluster.eventsAfter(killed, after)
                .filter(told -> told.path("type").asText().equals("NODE_SUSPECT"))
                .filter(told -> told.path("subject").asText().equals(worker))
                .findFirst()
                .orElseThrow();
        assertThat(suspected.path("message").asText())
                .endsWith("its connection to the state is closed; over SSH: its container does not run");
        reporter.publishEntry("death of a worker told after", Duration.between(killed, LocalCluster.at(suspected)).toString());
        assertThat(cluster.machines()).hasSize(3).doesNotContainValue(machine);
        assertThat(Processes.ofNode(machine)).isEmpty();
    }

    /** The first replacement of {@code demo-worker-1} is {@code demo-worker-1-r1}. */
    private static JsonNode awaitReplacement(LocalCluster cluster, String worker) {
        String replacement = replacement(worker);
        return cluster.awaitStatus(replacement + " is ready and so is the cluster", status -> LocalCluster.isReady(status)
                && LocalCluster.nodes(status).anyMatch(node -> node.path("id").asText().equals(replacement))
                && LocalCluster.nodes(status).noneMatch(node -> node.path("id").asText().equals(worker)));
    }

    private static String replacement(String worker) {
        String[] parts = worker.split("-r");
        return parts[0] + "-r" + (parts.length == 1 ? 1 : Integer.parseInt(parts[1]) + 1);
    }

    private static String worker(LocalCluster cluster) {
        return cluster.machines().keySet().stream().filter(id -> id.contains("worker")).findFirst().orElseThrow();
    }

    @Test
    void losesNeitherJobNorWorkerWithTheHeadsContainer(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Map<String, String> machines = cluster.machines();
        Map<String, Long> pids = LocalCluster.pids(cluster.status());
        Path script = cluster.write("slow.sql", SLOW_JOB);
        CommandLine.Run job = cluster.commandLine().start("submit", "cluster.yaml", script.toString());
        cluster.await("the job has begun", () -> job.outSoFar().contains("begun"));
        long container = containerPid(cluster);

        ProcessHandle.of(container).orElseThrow().destroyForcibly();

        cluster.await("the head has another container and the cluster is ready",
                () -> containerPid(cluster) != container && LocalCluster.isReady(cluster.status()));
        Result result = job.await();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).containsSubsequence("begun", "waited", "ended").containsOnlyOnce("begun");
        assertThat(cluster.machines()).isEqualTo(machines);
        assertThat(LocalCluster.pids(cluster.status())).isEqualTo(pids);
    }

    private static long containerPid(LocalCluster cluster) {
        Path file = cluster.nodeHome(cluster.machines().get("demo-head")).resolve(".cloudtik/run/container.pid");
        try {
            return Long.parseLong("0" + Files.readString(file).strip());
        } catch (IOException betweenTwoContainers) {
            return 0;
        }
    }

    /** What a machine that took the head's place would present: another key than the one its provider tells. */
    @Test
    void refusesAChangedHostKey(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Map<String, Long> pids = LocalCluster.pids(cluster.status());
        Path keys = cluster.home().resolve("local/workspaces/lab/keys");
        Path headKey = keys.resolve(cluster.machines().get("demo-head"));
        String right = Files.readString(headKey);
        String wrong = Files.readString(keys.resolve(cluster.machines().get(worker(cluster))));

        Files.writeString(headKey, wrong);
        killHost(cluster);
        Result refused = cluster.commandLine().run("exec", "cluster.yaml", "true");
        Files.writeString(headKey, right);
        killHost(cluster);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .containsPattern("error: the host key of 127\\.\\S+ is SHA256:\\S+, not the pinned SHA256:\\S+")
                .contains("try: ")
                .doesNotContain("\tat ");
        assertThat(cluster.commandLine().run("exec", "cluster.yaml", "true").code()).isZero();
        cluster.awaitReady();
        assertThat(LocalCluster.pids(cluster.status())).isEqualTo(pids);
    }

    /** By who brings workers up, which is the head, as by the client; nothing is run on what answers there. */
    @Test
    void refusesAChangedHostKeyOfAWorkerOnTheClientAndOnTheHead(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        String worker = worker(cluster);
        Path keys = cluster.home().resolve("local/workspaces/lab/keys");
        Path workerKey = keys.resolve(cluster.machines().get(worker));
        String right = Files.readString(workerKey);
        Path ran = cluster.nodeHome(cluster.machines().get(worker)).resolve("ran");

        Files.writeString(workerKey, Files.readString(keys.resolve(cluster.machines().get("demo-head"))));
        killHost(cluster);
        Result onTheClient = cluster.commandLine().run("exec", "cluster.yaml", "--node", worker, "touch ran");
        Result onTheHead = cluster.commandLine().run("exec", "cluster.yaml",
                "$HOME/.cloudtik/dist/current/bin/cloudtik head exec --node " + worker + " 'touch ran'");
        Files.writeString(workerKey, right);
        killHost(cluster);

        for (Result refused : List.of(onTheClient, onTheHead)) {
            assertThat(refused.code()).as(refused.out()).isEqualTo(1);
            assertThat(refused.err()).containsPattern("the host key of 127\\.\\S+ is SHA256:\\S+, not the pinned SHA256:\\S+");
        }
        assertThat(ran).doesNotExist();
        assertThat(cluster.commandLine().run("exec", "cluster.yaml", "--node", worker, "true").code()).isZero();
        cluster.awaitReady();
    }

    /** Whoever needs it next starts it again; until then the nodes have no SSH server. */
    private static void killHost(LocalCluster cluster) {
        long pid = Long.parseLong(LocalCluster.property(cluster.home().resolve("local/host.properties"), "pid"));
        ProcessHandle host = ProcessHandle.of(pid).orElseThrow();
        host.destroyForcibly();
        host.onExit().join();
    }
}
