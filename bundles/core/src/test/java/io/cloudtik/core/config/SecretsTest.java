package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.core.control.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private static final String HEADER = "cluster_name: demo\nprovider: {type: local}\n";

    @TempDir private Path folder;

    private final ConfigLoader loader = new PluginsOfTheBox().loader();

    @Test
    void keepsReferencesInTheTreeAndGivesNodesTheValues() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "from a file\n");
        ClusterSpec spec = load("""
                runtime:
                  envs: {PLAIN: a, TOKEN: "${env:TOKEN}", KEY: "${file:%s}"}
                available_node_types:
                  worker.default: {runtime: {envs: {TOKEN: "${env:OTHER}"}}}
                """.formatted(file));

        SecretValues secrets = new SecretReader(Map.of("TOKEN", "hunter2", "OTHER", "hunter3")::get).read(spec.settings());
        ClusterSpec revealed = secrets.reveal(spec);

        assertThat(revealed.environment()).isEqualTo(Map.of("PLAIN", "a", "TOKEN", "hunter2", "KEY", "from a file"));
        assertThat(revealed.environment(new NodeTypeName("worker.default"))).containsEntry("TOKEN", "hunter3");
        assertThat(revealed.settings()).isEqualTo(spec.settings());
        assertThat(new JacksonRecordCodec().encode(revealed.settings())).contains("${env:TOKEN}").doesNotContain("hunter");
    }

    @Test
    void printsNeitherValuesNorTheEnvironment() {
        ClusterSpec spec = load("runtime: {envs: {TOKEN: '${env:TOKEN}'}}\n");
        SecretValues secrets = new SecretReader(name -> "hunter2").read(spec.settings());

        assertThat(secrets.toString() + secrets.reveal(spec) + new Wish(spec.settings(), secrets)).doesNotContain("hunter2");
    }

    @Test
    void travelsBesideTheTree() {
        JacksonRecordCodec codec = new JacksonRecordCodec();
        Wish wish = new Wish(Settings.of(Map.of("a", "${env:A}")), new SecretValues(Map.of("${env:A}", "x\ny")));

        assertThat(codec.decode(codec.encode(wish), Wish.class)).isEqualTo(wish);
    }

    @Test
    void tellsAllReferencesThatLeadNowhereAtTheirPlaces() {
        ClusterSpec spec = load("runtime:\n  envs:\n    A: ${env:A_TOKEN}\n    B: ${file:/nowhere/at/all}\n");

        assertThatThrownBy(() -> new SecretReader(name -> null).read(spec.settings()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("""
                        %1$s:5:5: error: the variable A_TOKEN that 'A' refers to is not set (export A_TOKEN=...)
                        %1$s:6:5: error: the file /nowhere/at/all that 'B' refers to is not there""", folder.resolve("c.yaml"));
    }

    @Test
    void takesNoSecretThatIsNoText() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 0});
        Path large = Files.writeString(folder.resolve("large"), "é".repeat(40_000));
        ClusterSpec spec = load("runtime: {envs: {A: '${file:%s}', B: '${file:%s}'}}\n".formatted(binary, large));

        assertThatThrownBy(() -> new SecretReader(name -> null).read(spec.settings()))
                .hasMessageContaining("is no text in UTF-8")
                .hasMessageContaining("is larger than 64 KiB");
    }

    @Test
    void readsTheFilesOfClustersWhoseSecretsAreNotThere() {
        assertThat(load("runtime: {envs: {A: '${env:SURELY_NOT_SET}'}}\n").environment()).containsEntry("A", "${env:SURELY_NOT_SET}");
    }

    @Test
    void warnsOfAVariableThatSoundsSecretAndIsInClear() throws IOException {
        List<String> warnings = new ArrayList<>();
        Path file = Files.writeString(folder.resolve("c.yaml"), HEADER + "runtime: {envs: {DB_PASSWORD: hunter2, REGION: x}}\n");

        loader.cluster(file, warning -> warnings.add(warning.toString()));

        assertThat(warnings).singleElement().asString()
                .contains("c.yaml:3:18: warning: 'DB_PASSWORD' sounds like a secret and is in clear")
                .doesNotContain("hunter2");
    }

    @Test
    void refusesAReferenceInAListThatTakesNone() {
        assertThatThrownBy(() -> load("setup_commands:\n  - echo hello\n  - ${env:A}\n"))
                .hasMessageContaining("c.yaml:3:1: error: 'setup_commands' has ${env:A}, and references are for secrets");
    }

    @Test
    void refusesAReferenceInTheEnvironmentThatIsNone() {
        assertThatThrownBy(() -> load("runtime: {envs: {A: '${env:A} and more'}}\n"))
                .hasMessageContaining("c.yaml:3:18: error: 'A' begins like a reference and is none");
    }

    private ClusterSpec load(String yaml) {
        try {
            return loader.cluster(Files.writeString(folder.resolve("c.yaml"), HEADER + yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
