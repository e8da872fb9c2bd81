package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cluster that runs is brought to what its changed file says, and only what changed is touched. */
@Order(4)
@ExtendWith(LocalClusterExtension.class)
class ChangeIT {

    private static final String COMMANDS_AND_FILES = """

            file_mounts:
              ~/app/greet.sh: greet.sh
            setup_commands:
              - sh ~/app/greet.sh "it's me" >> ~/trace
            worker_setup_commands:
              - echo a worker >> ~/trace
            start_commands:
              - echo started $CLOUDTIK_NODE_SEQ_ID >> ~/trace
            """;

    @Test
    void setsNodesUpAgainWithoutTouchingTheirServices(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Map<String, Long> pids = LocalCluster.pids(cluster.status());
        cluster.write("greet.sh", "echo \"$1, $CLOUDTIK_NODE_ID\"\n");
        String text = cluster.file() + COMMANDS_AND_FILES;
        cluster.write("changed.yaml", text);

        Result plan = cluster.commandLine().run("up", "changed.yaml", "--dry-run", "-o", "json");
        Result up = cluster.commandLine().run("up", "changed.yaml");

        assertThat(plan.out()).contains("set up again", "demo-head", "changed: files, setup").doesNotContain("restart");
        assertThat(up.code()).as(up.err()).isZero();
        assertThat(LocalCluster.pids(cluster.status())).isEqualTo(pids);
        cluster.machines().forEach((node, machine) -> {
            List<String> trace = lines(cluster.nodeHome(machine).resolve("trace"));
            assertThat(trace).as(node).startsWith("it's me, " + node);
            assertThat(trace).as(node).hasSize(node.contains("worker") ? 3 : 2);
            assertThat(trace.get(trace.size() - 1)).as(node).startsWith("started ");
        });
        assertThat(cluster.commandLine().run("up", "changed.yaml", "--dry-run").out()).doesNotContain("set up again");
        assertThat(cluster.commandLine().run("logs", "changed.yaml", "--service", "setup").out())
                .contains("setup command 1 of 1");

        Result back = cluster.commandLine().run("up", "cluster.yaml");
        assertThat(back.code()).as(back.err()).isZero();
    }

    @Test
    void refusesAMissingFileWithItsPlaceBeforeAnythingIsDone(LocalCluster cluster) throws IOException {
        cluster.write("missing.yaml", cluster.file()
                + "\nfile_mounts:\n  ~/app: nothing-here\n");

        Result up = cluster.commandLine().run("up", "missing.yaml");

        assertThat(up.code()).isEqualTo(2);
        assertThat(up.err()).contains("missing.yaml:").contains("there is no file or folder 'nothing-here' for '~/app'");
    }

    @Test
    void restartsOnlyTheServicesWhosePlanChanged(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        JsonNode before = cluster.status();
        cluster.write("conf.yaml", cluster.file()
                .replace("  types: [spark]", "  types: [spark]\n  spark:\n    conf:\n      spark.worker.cleanup.interval: \"900\""));

        Result plan = cluster.commandLine().run("up", "conf.yaml", "--dry-run", "-o", "json");
        Result up = cluster.commandLine().run("up", "conf.yaml");

        assertThat(up.code()).as(up.err()).isZero();
        Map<String, Long> now = LocalCluster.pids(cluster.status());
        LocalCluster.pids(before).forEach((service, pid) -> {
            if (plan.out().contains("\"" + service + "\"")) {
                assertThat(now.get(service)).as("%s is to restart: %s", service, plan.out()).isNotEqualTo(pid);
            } else {
                assertThat(now.get(service)).as("%s is to go on: %s", service, plan.out()).isEqualTo(pid);
            }
        });
        assertThat(plan.out()).contains("\"restart\"").doesNotContain("redis");

        Result back = cluster.commandLine().run("up", "cluster.yaml");
        assertThat(back.code()).as(back.err()).isZero();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError("no trace in " + file, e);
        }
    }
}
