package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What those do who look after a cluster: every verb of theirs, on a cluster that lives. */
@Order(4)
@ExtendWith(LocalClusterExtension.class)
class CareIT {

    private static Result ok(LocalCluster cluster, String... words) {
        Result result = cluster.commandLine().run(words);
        assertThat(result.code()).as("%s: %s", List.of(words), result.err()).isZero();
        return result;
    }

    private static JsonNode json(LocalCluster cluster, String... words) throws IOException {
        return new JsonMapper().readTree(ok(cluster, words).out());
    }

    private static Result onTheHead(LocalCluster cluster, String line) {
        return ok(cluster, "exec", "cluster.yaml", "$HOME/.cloudtik/dist/current/bin/cloudtik " + line);
    }

    @Test
    void tellsWhereItsNodesAreAndHowToUseIt(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        List<String> addresses = LocalCluster.nodes(cluster.status()).map(node -> node.path("address").asText()).toList();

        assertThat(ok(cluster, "head-ip", "cluster.yaml").out()).isEqualTo(addresses.get(0) + "\n");
        assertThat(ok(cluster, "head-host", "cluster.yaml").out()).isEqualTo(addresses.get(0) + "\n");
        assertThat(ok(cluster, "worker-ips", "cluster.yaml").out().lines())
                .containsExactlyInAnyOrderElementsOf(addresses.subList(1, addresses.size()));
        assertThat(ok(cluster, "worker-hosts", "cluster.yaml", "--runtime", "spark", "--separator", ",").out().strip().split(","))
                .containsExactlyInAnyOrderElementsOf(addresses.subList(1, addresses.size()));
        assertThat(ok(cluster, "info", "cluster.yaml").out()).contains("demo-head at " + addresses.get(0)).contains("submit");
        assertThat(ok(cluster, "info", "cluster.yaml", "--total-workers").out()).isEqualTo("2\n");
        assertThat(Integer.parseInt(ok(cluster, "info", "cluster.yaml", "--sockets-per-worker").out().strip())).isPositive();
        assertThat(ok(cluster, "wait-for-ready", "cluster.yaml", "--min-workers", "2").out()).isEqualTo("cluster demo is ready\n");
        assertThat(ok(cluster, "workspace", "clusters", "workspace.yaml").out()).isEqualTo("demo\n");
        assertThat(ok(cluster, "workspace", "update", "workspace.yaml", "--dry-run").out()).isEqualTo("nothing to do\n");
        assertThat(ok(cluster, "workspace", "info", "workspace.yaml").out()).contains("COMPLETE");
    }

    @Test
    void runsACommandOnAllNodesAndKeepsTheirOutputApart(LocalCluster cluster) {
        Map<String, String> machines = cluster.machines();

        Result all = ok(cluster, "exec", "cluster.yaml", "--all-nodes", "--parallel", "echo $CLOUDTIK_LOCAL_NODE; echo again");
        Result some = cluster.commandLine().run(
                "exec", "cluster.yaml", "-a", "[ -e ~/.cloudtik/cluster ] && exit 0; echo complains >&2; exit 9");

        machines.forEach((node, machine) ->
                assertThat(all.out()).contains(node + ": " + machine + "\n").contains(node + ": again\n"));
        assertThat(all.out().lines()).hasSize(2 * machines.size());
        assertThat(some.code()).isEqualTo(9);
        assertThat(some.err()).contains(": complains").contains(": exit code 9").contains("it failed on 2 of 3 nodes");
    }

    @Test
    void copiesFilesAndFoldersToNodesAndBack(LocalCluster cluster) throws IOException {
        Path source = Files.createDirectories(cluster.write("one.txt", "one").resolveSibling("tree/deep"));
        Files.writeString(source.resolve("two.txt"), "two");

        ok(cluster, "upload", "cluster.yaml", "--all-nodes", "tree", "data/");
        ok(cluster, "upload", "cluster.yaml", "one.txt", cluster.home().resolve("absolute.txt").toString());
        ok(cluster, "download", "cluster.yaml", "--all-nodes", "data/tree", "back");
        ok(cluster, "download", "cluster.yaml", "~/data/tree/deep/two.txt", "two.txt");

        Path folder = source.getParent().getParent();
        cluster.machines().keySet().forEach(node ->
                assertThat(folder.resolve("back").resolve(node).resolve("tree/deep/two.txt")).hasContent("two"));
        assertThat(folder.resolve("two.txt")).hasContent("two");
        assertThat(cluster.home().resolve("absolute.txt")).hasContent("one");
    }

    @Test
    void tellsHowEachPartDoes(LocalCluster cluster) throws IOException {
        cluster.awaitReady();

        // A machine that is busy with something else may make a single pass late.
        cluster.await("it is healthy", () ->
                cluster.commandLine().run("health-check", "cluster.yaml").out().startsWith("healthy: "));
        JsonNode health = json(cluster, "health-check", "cluster.yaml", "--component", "state", "-o", "json");
        assertThat(health.path("findings")).hasSize(2);
        JsonNode processes = json(cluster, "process-status", "cluster.yaml", "--runtimes", "spark", "-o", "json");
        assertThat(processes).isNotEmpty().allSatisfy(process -> {
            assertThat(process.path("runtime").asText()).isEqualTo("spark");
            assertThat(process.path("pid").asLong()).isPositive();
        });
        JsonNode metrics = json(cluster, "resource-metrics", "cluster.yaml", "-o", "json");
        assertThat(metrics).hasSize(3).allSatisfy(node ->
                assertThat(node.path("metrics").path("memory_total_bytes").asDouble()).isPositive());
        JsonNode debug = json(cluster, "debug-status", "cluster.yaml", "-o", "json");
        assertThat(debug.path("epoch").asLong()).isPositive();
        assertThat(debug.path("wanted").path("worker.default").asInt()).isEqualTo(2);
    }

    @Test
    void callsNoMachineOfALivingClusterAnOrphanAndSaysWhenItCannotTell(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        String uuid = cluster.status().path("uuid").asText();
        JsonNode all = json(cluster, "orphans", "list", "cluster.yaml", "--all", "-o", "json");
        assertThat(all).hasSize(3).allSatisfy(machine -> assertThat(machine.path("verdict").asText()).isEqualTo("CLAIMED"));

        Path keys = cluster.home().resolve("clusters/lab/demo");
        Path away = Files.move(keys, keys.resolveSibling("demo-away"));
        try {
            JsonNode left = json(cluster, "orphans", "list", "lab", "-o", "json");
            assertThat(left).hasSize(2).allSatisfy(machine -> {
                assertThat(machine.path("verdict").asText()).isEqualTo("UNDECIDED");
                assertThat(machine.path("reason").asText()).contains("lives and cannot be asked: its key is not in");
            });
            assertThat(json(cluster, "orphans", "clean", "lab", "--dry-run", "-o", "json")).isEmpty();
            cluster.await("the workers and their head are a minute old, and given up", () -> cluster.commandLine()
                    .run("orphans", "clean", "lab", "--give-up", uuid, "--dry-run").out().split(" ORPHAN\n", -1).length == 4);
        } finally {
            Files.move(away, keys);
        }
    }

    @Test
    void followsWhatHappens(LocalCluster cluster) {
        CommandLine.Run monitor = cluster.commandLine().start("monitor", "cluster.yaml", "--lines", "500");

        cluster.await("the events are told", () -> monitor.outSoFar().contains("NODE_READY"));

        assertThat(monitor.end().out()).contains("NODE_LAUNCHED").contains("NODE_READY");
    }

    @Test
    void growsAndShrinksByHandWithinItsLimits(LocalCluster cluster) throws IOException {
        Result tooMany = cluster.commandLine().run("scale", "cluster.yaml", "--workers", "1000");
        assertThat(tooMany.code()).isEqualTo(2);
        assertThat(tooMany.err()).contains("above max_workers");

        assertThat(ok(cluster, "scale", "cluster.yaml", "--workers", "3", "--dry-run").out()).contains("would be scaled from 2 to 3");
        ok(cluster, "scale", "cluster.yaml", "--workers", "3");
        ok(cluster, "wait-for-ready", "cluster.yaml", "--min-workers", "3");
        assertThat(json(cluster, "up", "cluster.yaml", "--dry-run", "-o", "json")).as("the wish holds").isEmpty();
        assertThat(ok(cluster, "debug-status", "cluster.yaml").out()).contains("asked for by hand");

        ok(cluster, "scale", "cluster.yaml", "--workers", "2", "--yes");
        cluster.await("two workers are left", () -> LocalCluster.nodes(cluster.status()).count() == 3);
        cluster.awaitReady();
    }

    @Test
    void keepsStoppedWhatWasStoppedByHand(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        String worker = LocalCluster.nodes(cluster.status()).skip(1).findFirst().orElseThrow().path("id").asText();
        long before = LocalCluster.pids(cluster.status()).get(worker + "/spark-worker");

        ok(cluster, "runtime", "restart", "cluster.yaml", "--runtimes", "spark", "--node", worker, "--yes");
        assertThat(LocalCluster.pids(cluster.status()).get(worker + "/spark-worker")).isPositive().isNotEqualTo(before);

        ok(cluster, "runtime", "stop", "cluster.yaml", "--node", worker, "--yes");
        JsonNode stopped = json(cluster, "runtime", "status", "cluster.yaml", "--node", worker, "-o", "json");
        assertThat(stopped).singleElement().satisfies(found ->
                assertThat(found.path("service").path("state").asText()).isEqualTo("STOPPED"));
        assertThat(LocalCluster.isReady(cluster.status())).as("it is as it was wished").isTrue();

        ok(cluster, "runtime", "start", "cluster.yaml", "--node", worker);
        cluster.awaitReady();
    }

    @Test
    void showsAJobAgainAndEndsOne(LocalCluster cluster) throws IOException {
        Path sql = cluster.write("again.sql", "SELECT 'printed once' AS answer;\n");
        Result submitted = cluster.submit(sql.toString());
        assertThat(submitted.code()).as(submitted.err()).isZero();
        JsonNode jobs = json(cluster, "job", "list", "cluster.yaml", "-o", "json");
        String id = jobs.get(jobs.size() - 1).path("id").asText();

        assertThat(ok(cluster, "job", "logs", "cluster.yaml", id, "-f").out()).isEqualTo(submitted.out());
        assertThat(json(cluster, "job", "status", "cluster.yaml", id, "-o", "json").path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(ok(cluster, "job", "cancel", "cluster.yaml", id, "--yes").out()).contains("SUCCEEDED");
        assertThat(cluster.commandLine().run("job", "status", "cluster.yaml", "job-0").code()).isEqualTo(1);
    }

    @Test
    void putsNothingSecretIntoADump(LocalCluster cluster) throws IOException, InterruptedException {
        Path archive = cluster.write("x", "").resolveSibling("dump.tar.gz");

        ok(cluster, "cluster-dump", "cluster.yaml", "--output", archive.toString());

        Path folder = Files.createDirectory(archive.resolveSibling("dump"));
        Process tar = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString()).start();
        assertThat(tar.waitFor(1, TimeUnit.MINUTES)).isTrue();
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file).append('\n').append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        assertThat(all).contains("status.json").contains("container.log").contains("CONTROLLER_STARTED").contains("spark-master.log");
        for (String secret : List.of("control.token", "state.password")) {
            assertThat(all).doesNotContain(Files.readString(cluster.home().resolve("clusters/lab/demo").resolve(secret)).strip());
        }
    }

    @Test
    void knowsItsOwnClusterOnTheHead(LocalCluster cluster) {
        cluster.awaitReady();

        assertThat(onTheHead(cluster, "head status").out()).startsWith("cluster demo in workspace lab: READY");
        assertThat(onTheHead(cluster, "head exec --all-nodes hostname").out().lines()).hasSize(3);
        assertThat(onTheHead(cluster, "head job list").out()).isNotEmpty();
        assertThat(onTheHead(cluster, "node nodes").out().lines()).hasSize(3);
        assertThat(onTheHead(cluster, "node service-nodes spark-worker").out().lines()).hasSize(2);
        assertThat(onTheHead(cluster, "node resources").out()).contains("demo-head");
        assertThat(cluster.commandLine().run("head", "status").err()).contains("this machine is not the head of a cluster");
    }
}
