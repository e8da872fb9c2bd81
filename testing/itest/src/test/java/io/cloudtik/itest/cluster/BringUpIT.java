package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudtik.itest.Requirement;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster that has come up: what there is, and what is left alone. */
@Order(1)
@ExtendWith(LocalClusterExtension.class)
class BringUpIT {

    @Test
    void letsOneOfTwoUpsWinAndNamesItToTheOther(LocalCluster cluster) {
        List<Result> winners = cluster.firstUps().stream().filter(up -> up.code() == 0).toList();
        List<Result> losers = cluster.firstUps().stream().filter(up -> up.code() != 0).toList();

        assertThat(winners).singleElement().satisfies(up ->
                assertThat(up.out()).startsWith("cluster demo in workspace lab: READY\n"));
        assertThat(losers).singleElement().satisfies(up -> {
            assertThat(up.code()).isEqualTo(1);
            assertThat(up.out()).isEmpty();
            assertThat(up.err())
                    .containsPattern("error: cluster 'demo' is being brought up or down by " + System.getProperty("user.name")
                            + "@\\S+, process \\d+ begun \\S+, since ")
                    .contains("try: wait until that is done");
        });
        assertThat(cluster.machines()).hasSize(3);
    }

    @Test
    void changesNothingWhenAskedAgain(LocalCluster cluster) {
        cluster.awaitReady();
        Map<String, String> machines = cluster.machines();
        Map<String, Long> pids = LocalCluster.pids(cluster.status());

        Result plan = cluster.commandLine().run("up", "cluster.yaml", "--dry-run", "-o", "json");
        assertThat(plan.code()).isZero();
        assertThat(plan.out()).isEqualToIgnoringWhitespace("[]");
        Result up = cluster.commandLine().run("up", "cluster.yaml");
        assertThat(up.code()).as(up.err()).isZero();

        assertThat(cluster.machines()).isEqualTo(machines);
        assertThat(LocalCluster.pids(cluster.status())).isEqualTo(pids);
    }

    @Test
    void onlyTellsWhatItWouldDoInADryRun(LocalCluster cluster) throws IOException {
        Map<String, String> machines = cluster.machines();
        Path other = cluster.write("other.yaml", cluster.file()
                .replace("cluster_name: demo", "cluster_name: other"));

        Result plan = cluster.commandLine().run("up", other.toString(), "--dry-run");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("launch").contains("other-head").contains("2 of 'worker.default'");

        assertThat(cluster.machines()).isEqualTo(machines);
        assertThat(cluster.home().resolve("clusters/lab/other")).doesNotExist();
    }

    @Test
    void tellsItsStatusInJson(LocalCluster cluster) {
        cluster.awaitReady();
        JsonNode status = cluster.status();

        assertThat(status.path("workspace").asText()).isEqualTo("lab");
        assertThat(status.path("cluster").asText()).isEqualTo("demo");
        assertThat(status.path("waiting")).isEmpty();
        assertThat(status.path("endpoints").path("Spark master").asText()).matches("http://127\\.\\d+\\.\\d+\\.\\d+:8080");
        assertThat(LocalCluster.nodes(status)).hasSize(3).allSatisfy(node -> {
            assertThat(node.path("state").asText()).isEqualTo("READY");
            assertThat(node.path("address").asText()).startsWith("127.");
            assertThat(node.path("resources").path("memory").asLong()).isEqualTo(2L << 30);
            assertThat(node.path("services")).isNotEmpty().allSatisfy(service ->
                    assertThat(service.path("state").asText()).isEqualTo("HEALTHY"));
        });
        assertThat(LocalCluster.pids(status).keySet())
                .contains("demo-head/redis-primary", "demo-head/redis-shard-0", "demo-head/spark-master");
    }

    @Test
    void keepsItsWorkspaceWhileItIsUp(LocalCluster cluster) {
        Result deletion = cluster.commandLine().run("workspace", "delete", "workspace.yaml", "--yes");

        assertThat(deletion.code()).isEqualTo(1);
        assertThat(deletion.err()).contains("error: workspace 'lab' still has clusters: demo").contains("try: ");
    }

    @Test
    void writesForItsOwnerAlone(LocalCluster cluster) throws IOException {
        List<Path> open = new ArrayList<>();
        for (Path place : places(cluster)) {
            LiveFolder.all(place).stream().filter(BringUpIT::isOpen).forEach(open::add);
        }

        assertThat(open).isEmpty();
        assertThat(Files.getPosixFilePermissions(cluster.home()))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);
    }

    @Test
    void keepsOtherUsersOut(LocalCluster cluster) throws IOException, InterruptedException {
        Requirement.ROOT.assume(); // Only root can become somebody else.
        Path token = cluster.home().resolve("clusters/lab/demo/control.token");

        Process stranger = new ProcessBuilder(
                        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "cat", token.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(stranger.waitFor()).isEqualTo(1);
        assertThat(said).contains("Permission denied");
    }

    /** Wherever secrets, logs or data may lie; the cache and the distribution have none. */
    private static List<Path> places(LocalCluster cluster) {
        List<Path> places = new ArrayList<>(List.of(
                cluster.home().resolve("clusters"),
                cluster.home().resolve("logs"),
                cluster.home().resolve("local/workspaces")));
        cluster.machines().values().forEach(machine -> Stream.of("cluster", "node", "logs", "run", "system", "jobs")
                .map(cluster.nodeHome(machine).resolve(".cloudtik")::resolve)
                .filter(Files::isDirectory)
                .forEach(places::add));
        return places;
    }

    private static boolean isOpen(Path file) {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
