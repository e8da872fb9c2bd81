package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.problem.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    private static final String HEADER = "cluster_name: demo\nprovider: {type: local}\n";

    @TempDir private Path folder;
    @TempDir private Path other;

    private final PluginsOfTheBox plugins = new PluginsOfTheBox();

    @Test
    void laysAFileOverATemplateOfItsProvider() throws IOException {
        ClusterSpec spec = load("from: local/standard\n" + HEADER
                + "available_node_types: {worker.default: {min_workers: 3}}\n");

        assertThat(spec.headType().resources()).contains(Resources.of(2, DataSize.ofGibibytes(4)));
        assertThat(spec.workerTypes()).singleElement().satisfies(worker -> {
            assertThat(worker.resources()).contains(Resources.of(2, DataSize.ofGibibytes(4)));
            assertThat(worker.minWorkers()).isEqualTo(3);
        });
    }

    @Test
    void followsATemplateToTheOneItIsMadeFrom() throws IOException {
        ClusterSpec spec = load("from: local/small-highmem\n" + HEADER);

        assertThat(spec.headType().resources()).contains(Resources.of(1, DataSize.ofGibibytes(2)));
        assertThat(spec.workerTypes().get(0).resources()).contains(Resources.of(1, DataSize.ofGibibytes(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "small", "standard", "medium", "large", "very-large", "small-highmem", "standard-highmem", "medium-highmem",
        "large-highmem", "very-large-highmem"
    })
    void loadsEveryTemplateOfTheProvider(String name) throws IOException {
        assertThat(load("from: local/" + name + "\n" + HEADER).workerTypes().get(0).resources()).isPresent();
    }

    @Test
    void takesAUsersOwnFirst() throws IOException {
        write(folder, "local/small", "max_workers: 7\n");
        write(other, "local/small", "max_workers: 8\n");

        assertThat(load("from: local/small\n" + HEADER).maxWorkers()).isEqualTo(7);
    }

    @Test
    void lookAlsoInTheFoldersThatAreNamedAfterIt() throws IOException {
        write(other, "team/base", "max_workers: 8\nsetup_commands: [one]\n");

        ClusterSpec spec = load("from: team/base\nsetup_commands++: [two]\n" + HEADER);

        assertThat(spec.maxWorkers()).isEqualTo(8);
        assertThat(spec.headType().commands().setup()).containsExactly("one", "two");
    }

    @Test
    void doesNotKeepTheNameInTheTreeThatTravels() throws IOException {
        write(folder, "base", "max_workers: 8\n");
        ClusterSpec spec = load("from: base\n" + HEADER);

        assertThat(spec.settings().has("from")).isFalse();
        assertThat(plugins.loader().cluster(spec.settings())).isEqualTo(spec);
    }

    @Test
    void tellsTheWayOfATemplateThatLeadsBackToItself() throws IOException {
        write(folder, "a", "from: b\n");
        write(folder, "b", "\nfrom: a\n");

        assertThatThrownBy(() -> load("from: a\n" + HEADER))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("%2$s/b.yaml:2:1: error: template 'a' leads back to itself: %1$s:1:1 is made from a, "
                        + "%2$s/a.yaml:1:1 is made from b, %2$s/b.yaml:2:1 is made from a (make one of them from something else)",
                        folder.resolve("c.yaml"), folder);
    }

    @Test
    void suggestsTheTemplateThatWasMeant() {
        assertThatThrownBy(() -> load("from: local/smal\n" + HEADER))
                .hasMessageEndingWith("c.yaml:1:1: error: there is no template 'local/smal' (did you mean 'local/small'?)");
        assertThatThrownBy(() -> load("from: nothing\n" + HEADER))
                .hasMessageContaining("there is no template 'nothing' (there are: c, local/large, ");
    }

    @Test
    void saysThatATemplateComesWithAProviderThatIsNotThere() {
        assertThatThrownBy(() -> load("from: aws/standard\n" + HEADER)).hasMessageEndingWith(
                "c.yaml:1:1: error: template 'aws/standard' comes with provider 'aws', which is not there yet");
    }

    @Test
    void tellsWhatIsWrongInATemplateAtItsPlaceThere() throws IOException {
        write(folder, "base", "max_workers: many\nmax_worker: 1\n");

        assertThatThrownBy(() -> load("from: base\nzone: a\n" + HEADER)).hasMessage("""
                %1$s/base.yaml:1:1: error: 'max_workers' is 'many' and takes a whole number
                %1$s/base.yaml:2:1: error: unknown key 'max_worker' (did you mean 'max_workers'?)
                %1$s/c.yaml:2:1: error: unknown key 'zone' (remove it)""", folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../b", "a//b", ".hidden", "'a b'", "~/x", "a/.b", "'$(id)'"})
    void readsNoFileOutsideOfItsFolders(String name) throws IOException {
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("secret.yaml"), "max_workers: 3\n");
        Path file = Files.writeString(folder.resolve("c.yaml"), "from: " + name + "\n" + HEADER);

        assertThatThrownBy(() -> plugins.loader(folder.resolve("templates")).cluster(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("c.yaml:1:1: error: ")
                .hasMessageContaining("is no name of a template");
    }

    @Test
    void findsTheFoldersByTheVariableAndInTheHome() {
        assertThat(Templates.folders(Path.of("/home/ann/.cloudtik"), "/a, ~/b,,"))
                .containsExactly(
                        Path.of("/a"), Path.of(System.getProperty("user.home"), "b"), Path.of("/home/ann/.cloudtik/templates"));
    }

    private ClusterSpec load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("c.yaml"), yaml);
        return plugins.loader(folder, other).cluster(file);
    }

    private static void write(Path folder, String name, String yaml) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }
}
