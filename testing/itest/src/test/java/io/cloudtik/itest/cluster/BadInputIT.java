package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.Distribution;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a file is told at once and all together, before anything is done. */
class BadInputIT {

    @TempDir private Path folder;

    private CommandLine commandLine() {
        return new CommandLine(Distribution.built(), folder.resolve("home"), folder);
    }

    @Test
    void tellsAllThatIsWrongWithItsPlace() throws IOException {
        Files.writeString(folder.resolve("cluster.yaml"), """
                cluster_name: demo
                workspace_name: lab
                provider:
                  type: local
                available_node_types:
                  head.default: {}
                  worker.default:
                    min_workers: 5
                    max_workers: 3
                head_node_typ: head.default
                runtime:
                  types: [spork]
                """);

        Result result = commandLine().run("up", "cluster.yaml");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .containsPattern("cluster\\.yaml:8:\\d+: .*min_workers")
                .containsPattern("cluster\\.yaml:10:\\d+: .*head_node_typ.*head_node_type")
                .containsPattern("cluster\\.yaml:12:\\d+: .*spork");
        assertThat(folder.resolve("home/clusters")).doesNotExist();
        assertThat(folder.resolve("home/local")).doesNotExist();
    }

    @Test
    void tellsWhereYamlBreaksOff() throws IOException {
        Files.writeString(folder.resolve("cluster.yaml"), "cluster_name: demo\nprovider: {type: local\n");

        Result result = commandLine().run("up", "cluster.yaml");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).containsPattern("cluster\\.yaml:\\d+:\\d+: ");
    }

    @Test
    void wantsAWorkspaceFirst() throws IOException {
        Files.copy(Distribution.built().example("local/cluster.yaml"), folder.resolve("cluster.yaml"));

        Result result = commandLine().run("up", "cluster.yaml");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("error: workspace 'lab' does not exist")
                .containsPattern("try: \\S*cloudtik workspace create");
        assertThat(folder.resolve("home/local/nodes")).doesNotExist();
    }

    @Test
    void namesVerbsThatAreLikeTheOneItDoesNotKnow() {
        Result result = commandLine().run("stat");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("status");
    }
}
