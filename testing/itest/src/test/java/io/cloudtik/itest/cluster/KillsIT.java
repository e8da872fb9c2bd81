package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each process of a cluster is killed in turn. It comes back by itself, once, with nothing lost and nothing else touched,
 * and the events tell of it.
 */
@Order(4)
@ExtendWith(LocalClusterExtension.class)
class KillsIT {

    private enum Victim {
        REDIS_PRIMARY("demo-head", "redis-primary", "SERVICE_"),
        REDIS_SHARD("demo-head", "redis-shard-0", "SERVICE_"),
        SPARK_MASTER("demo-head", "spark-master", "SERVICE_"),
        SPARK_WORKER("demo-worker-", "spark-worker", "SERVICE_"),
        HEAD_LOOP("demo-head", "container.loop.pid", "KEEP_ALIVE_RESTARTED"),
        WORKER_LOOP("demo-worker-", "container.loop.pid", "KEEP_ALIVE_RESTARTED"),
        // After its loop: what was started in the place of that must keep it alive too.
        HEAD_CONTAINER("demo-head", "container.pid", "CONTROLLER_STARTED"),
        WORKER_CONTAINER("demo-worker-", "container.pid", "CONTAINER_RESTARTED");

        private final String node;
        private final String what;
        private final String event;

        Victim(String node, String what, String event) {
            this.node = node;
            this.what = what;
            this.event = event;
        }

        private boolean isService() {
            return !what.endsWith(".pid");
        }
    }

    @ParameterizedTest
    @EnumSource(Victim.class)
    void isHealedOnceAndTold(Victim victim, LocalCluster cluster) {
        JsonNode before = cluster.awaitReady();
        Map<String, String> machines = cluster.machines();
        String node = machines.keySet().stream().filter(id -> id.startsWith(victim.node)).findFirst().orElseThrow();
        String subject = victim.isService() ? node + "/" + victim.what : node;
        long pid = pid(victim, cluster, node, before).orElseThrow();
        Instant last = LocalCluster.lastEvent(before);

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        JsonNode after = cluster.awaitStatus(victim + " is another process, told as " + victim.event + " of " + subject, now ->
                LocalCluster.isReady(now)
                        && pid(victim, cluster, node, now).filter(other -> other != pid).isPresent()
                        && LocalCluster.eventsAfter(last, now).anyMatch(told ->
                                told.path("type").asText().startsWith(victim.event)
                                && told.path("subject").asText().equals(subject)));
        assertThat(cluster.machines()).isEqualTo(machines);
        awaitOneOfEach(cluster, after);
        Map<String, Long> untouched = new TreeMap<>(LocalCluster.pids(before));
        untouched.remove(subject);
        assertThat(LocalCluster.pids(after)).containsAllEntriesOf(untouched);
        assertThat(after.path("jobs")).isEqualTo(before.path("jobs"));
    }

    /** The nodes go on without it; whoever needs it next starts it again. */
    @Test
    void theLocalHostIsStartedAgainByWhoNeedsIt(LocalCluster cluster) {
        Map<String, Long> pids = LocalCluster.pids(cluster.awaitReady());
        Path file = cluster.home().resolve("local/host.properties");
        long host = Long.parseLong(LocalCluster.property(file, "pid"));

        ProcessHandle.of(host).orElseThrow().destroyForcibly();

        JsonNode after = cluster.awaitStatus("the cluster is ready and tells of the kill", now -> LocalCluster.isReady(now)
                && LocalCluster.events(now).anyMatch(told -> told.path("type").asText().equals("PROVIDER_NOTICE")
                        && told.path("message").asText().startsWith("the local host process " + host + " ended")));
        assertThat(LocalCluster.property(file, "pid")).isNotEqualTo(String.valueOf(host));
        assertThat(LocalCluster.pids(after)).isEqualTo(pids);
        awaitOneOfEach(cluster, after);
    }

    @Test
    void aJobWhoseDriverIsKilledHasFailedAndIsNotRunAgain(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Path script = cluster.write("waits.sql", """
                SELECT 'begun' AS step;
                SELECT reflect('java.util.concurrent.locks.LockSupport', 'parkUntil', unix_millis(current_timestamp()) + 600000) AS waited;
                """);
        CommandLine.Run job = cluster.commandLine().start("submit", "cluster.yaml", script.toString());
        cluster.await("the job has begun", () -> job.outSoFar().contains("begun"));
        Set<ProcessHandle> drivers = Processes.ofJobs(cluster.machines().get("demo-head")).stream()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .collect(Collectors.toSet());

        assertThat(drivers).hasSize(1);
        drivers.forEach(ProcessHandle::destroyForcibly);

        Result result = job.await();
        assertThat(result.code()).isEqualTo(137);
        assertThat(result.out()).containsOnlyOnce("begun").doesNotContain("waited");
        cluster.awaitReady();
        assertThat(Processes.ofJobs(cluster.machines().get("demo-head"))).isEmpty();
    }

    /** New executors do their tasks again, and the job tells of it; the new master knows whose they are. */
    @Test
    void aJobWhoseExecutorsAndMasterAreKilledEndsRight(LocalCluster cluster) throws IOException {
        Map<String, Long> pids = new TreeMap<>(LocalCluster.pids(cluster.awaitReady()));
        Path script = cluster.write("slow.sql", """
                SELECT 'begun' AS step;
                SELECT count(*) AS numbers, sum(id) AS total FROM range(0, 200, 1, 20)
                WHERE java_method('java.lang.Thread', 'sleep', 50L) = 'null';
                """);
        CommandLine.Run job = cluster.commandLine().start("submit", "cluster.yaml", script.toString());
        cluster.await("the job has executors that work", () -> job.outSoFar().contains("begun") && !executors(cluster).isEmpty());
        Set<ProcessHandle> killed = new HashSet<>(executors(cluster));
        killed.add(ProcessHandle.of(pids.remove("demo-head/spark-master")).orElseThrow());

        killed.forEach(ProcessHandle::destroyForcibly);

        Result result = job.await();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).containsPattern("\\b200  +19900\\b");
        assertThat(result.err()).contains("Lost executor");
        assertThat(killed).noneMatch(ProcessHandle::isAlive);
        assertThat(LocalCluster.pids(cluster.awaitReady())).as("all others stay").containsAllEntriesOf(pids);
        cluster.await("no executor is left", () -> executors(cluster).isEmpty());
    }

    private static Set<ProcessHandle> executors(LocalCluster cluster) {
        return Processes.withWord(cluster.home(), "org.apache.spark.executor.CoarseGrainedExecutorBackend");
    }

    /** Of each service, of each node's container and its loop, and of the host. */
    private static void awaitOneOfEach(LocalCluster cluster, JsonNode status) {
        Map<String, Integer> expected = new TreeMap<>();
        expected.put("host", 1);
        cluster.machines().keySet().forEach(node -> List.of("container", "loop").forEach(kind -> expected.put(node + "/" + kind, 1)));
        LocalCluster.pids(status).keySet().forEach(service -> expected.put(service, 1));
        cluster.await("there is one of each: " + expected.keySet(),
                () -> Processes.kinds(cluster.home(), cluster.machines()).equals(expected));
    }

    private static Optional<Long> pid(Victim victim, LocalCluster cluster, String node, JsonNode status) {
        if (victim.isService()) {
            return Optional.ofNullable(LocalCluster.pids(status).get(node + "/" + victim.what)).filter(pid -> pid != 0);
        }
        Path file = cluster.nodeHome(cluster.machines().get(node)).resolve(".cloudtik/run").resolve(victim.what);
        try {
            return Optional.of(Files.readString(file).strip())
                    .filter(text -> text.matches("\\d+"))
                    .map(Long::valueOf)
                    .filter(pid -> ProcessHandle.of(pid).isPresent());
        } catch (IOException betweenTwo) {
            return Optional.empty();
        }
    }
}
