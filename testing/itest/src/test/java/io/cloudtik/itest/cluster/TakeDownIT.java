package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is left of a cluster: nothing. */
@Order(Integer.MAX_VALUE)
@ExtendWith(LocalClusterExtension.class)
class TakeDownIT {

    @Test
    void leavesNoProcessNoSocketAndNoFolder(LocalCluster cluster) throws IOException {
        Collection<String> machines = cluster.machines().values();
        String block = Files.readString(cluster.home().resolve("local/workspaces/lab/address-block"))
                .strip()
                .replace("0/24", "");
        assertThat(Processes.listening(block)).isNotEmpty();

        Result down = cluster.commandLine().run("down", "--all", "--yes");

        assertThat(down.code()).as(down.err()).isZero();
        assertThat(machines).hasSize(3).allSatisfy(machine -> assertThat(Processes.ofNode(machine)).isEmpty());
        assertThat(Processes.listening(block)).isEmpty();
        assertThat(list(cluster.home().resolve("local/nodes"))).isEmpty();
        assertThat(list(cluster.home().resolve("local/workspaces/lab/keys"))).isEmpty();
        assertThat(cluster.home().resolve("clusters/lab/demo")).doesNotExist();
        assertThat(cluster.commandLine().run("status", "-o", "json").out()).isEqualToIgnoringWhitespace("[]");

        assertThat(cluster.commandLine().run("down", "cluster.yaml", "--yes").code()).isZero();

        Result deletion = cluster.commandLine().run("workspace", "delete", "workspace.yaml", "--yes");
        assertThat(deletion.code()).as(deletion.err()).isZero();
        assertThat(cluster.home().resolve("local/workspaces/lab")).doesNotExist();
        cluster.await("the host process ends when it has nothing to do", () -> Processes.thatKnow(cluster.home()).isEmpty());
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
