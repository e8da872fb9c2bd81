package io.cloudtik.shell.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Consoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    @TempDir
    private Path folder;

    private final FakeOperations operations = new FakeOperations();
    private final Consoles consoles = Consoles.plain();

    @BeforeEach
    void unpackDistribution() throws IOException {
        Path local = Files.createDirectories(folder.resolve("dist/examples/local"));
        Files.writeString(local.resolve("workspace.yaml"), "workspace_name: lab");
        Files.writeString(local.resolve("cluster.yaml"), "cluster_name: demo");
        Files.writeString(local.resolve("notes.txt"), "not copied");
    }

    private Path copied(String name) {
        return folder.resolve("my home/quickstart").resolve(name);
    }

    private int quickstart() {
        Installation installation = new FolderInstallation(Role.CLIENT, folder.resolve("my home"), folder.resolve("dist"));
        QuickstartVerb verb = new QuickstartVerb(installation, operations.workspaces, operations, operations);
        return new VerbRun(consoles.console()).run(verb.command(consoles.console()));
    }

    @Test
    void makesAWorkspaceThenAClusterThenRunsTheJob() {
        assertThat(quickstart()).isZero();

        assertThat(operations.calls).hasSize(3);
        assertThat(operations.calls.get(0)).isEqualTo("create " + copied("workspace.yaml"));
        assertThat(operations.calls.get(1)).isEqualTo("up " + copied("cluster.yaml") + " PT30M");
        assertThat(operations.calls.get(2))
                .startsWith("submit " + copied("cluster.yaml"))
                .contains("WorstDelays")
                .contains("${job}/flights-20k.json, ${job}/airports.csv");
        assertThat(consoles.out()).isEqualTo("result\n");
    }

    @Test
    void givesTheUserCopiesAndNeverOverwritesThem() throws IOException {
        quickstart();
        Files.writeString(copied("cluster.yaml"), "cluster_name: mine");

        quickstart();

        assertThat(copied("cluster.yaml")).hasContent("cluster_name: mine");
        assertThat(copied("workspace.yaml")).hasContent("workspace_name: lab");
        assertThat(copied("notes.txt")).doesNotExist();
    }

    @Test
    void endsWithCommandsThatCanBePasted() {
        quickstart();

        assertThat(consoles.err())
                .contains("No root, no docker, no account")
                .contains("  ./cloudtik status '" + copied("cluster.yaml") + "'\n")
                .contains("  ./cloudtik stop '" + copied("cluster.yaml") + "' --yes\n");
    }

    @Test
    void passesOnTheExitCodeOfTheJob() {
        operations.exitCode = 9;

        assertThat(quickstart()).isEqualTo(9);

        assertThat(consoles.err()).doesNotContain("What to try next");
    }
}
