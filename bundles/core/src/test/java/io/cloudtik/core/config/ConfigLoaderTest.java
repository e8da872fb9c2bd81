package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.contracts.time.ManualClock;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class ConfigLoaderTest {

    private static final String HEADER = "cluster_name: demo\nprovider: {type: local}\n";

    private final Providers providers = new Providers(new ManualTime());
    private final Runtimes runtimes = new Runtimes(new ManualTime());
    private final ConfigLoader loader = new ConfigLoader(providers, runtimes);

    @TempDir
    private Path folder;

    ConfigLoaderTest() {
        providers.add(new FakeProvider("local", ManualClock.create()), Version.emptyVersion);
        runtimes.add(FakeRuntime.named("spark"), Version.emptyVersion);
        runtimes.add(FakeRuntime.named("ml").requiring("spark"), Version.emptyVersion);
    }

    @Test
    void fillsInTheDefaultsOfTheOriginal() {
        ClusterSpec spec = cluster(HEADER);

        assertThat(spec.name()).hasToString("demo");
        assertThat(spec.workspace()).hasToString("default");
        assertThat(spec.provider()).isEqualTo("local");
        assertThat(spec.maxWorkers()).isEqualTo(32);
        assertThat(spec.auth()).isEqualTo(AuthSpec.DEFAULT);
        assertThat(spec.runtimes()).isEmpty();
        assertThat(spec.headType()).isEqualTo(type("head.default", NodeKind.HEAD, 0, 0));
        assertThat(spec.workerTypes()).containsExactly(type("worker.default", NodeKind.WORKER, 1, 32));
    }

    @Test
    void bindsEverythingThatIsSaid() {
        ClusterSpec spec = cluster("""
                cluster_name: demo
                workspace_name: lab
                max_workers: 10
                provider: {type: local, region: here}
                auth: {ssh_user: ann, ssh_port: 2222, ssh_private_key: ~/.ssh/id}
                head_node_type: boss
                available_node_types:
                  hands:
                    min_workers: 2
                    max_workers: 4
                    resources: {CPU: 4, GPU: 1, memory: 8G, fpga: 2}
                    node_config: {size: large}
                  boss: {}
                  more: {}
                runtime:
                  types: [spark]
                  spark: {greeting: hi}
                docker: {enabled: false}
                """);

        assertThat(spec.workspace()).hasToString("lab");
        assertThat(spec.providerSettings().text("region")).contains("here");
        assertThat(spec.auth()).isEqualTo(new AuthSpec(Optional.of("ann"), Optional.of(2222), Optional.of("~/.ssh/id")));
        assertThat(spec.headType()).isEqualTo(type("boss", NodeKind.HEAD, 0, 0));
        assertThat(spec.workerTypes()).containsExactly(
                new NodeTypeSpec(new NodeTypeName("hands"), NodeKind.WORKER, 2, 4,
                        Optional.of(new Resources(4, DataSize.ofGibibytes(8), 1, Map.of("fpga", 2.0))),
                        Settings.of(Map.of("size", "large"))),
                type("more", NodeKind.WORKER, 0, 10));
        assertThat(spec.runtimes()).containsExactly(new RuntimeSpec("spark", Settings.of(Map.of("greeting", "hi"))));
    }

    @Test
    void keepsAsManyDefaultWorkersAsTheFileAsksFor() {
        assertThat(cluster(HEADER + "min_workers: 3\n").workerTypes())
                .containsExactly(type("worker.default", NodeKind.WORKER, 3, 32));
    }

    @Test
    void addsRequiredRuntimesBeforeThoseThatNeedThem() {
        assertThat(cluster(HEADER + "runtime: {types: [ml]}\n").runtimes())
                .extracting(RuntimeSpec::name)
                .containsExactly("spark", "ml");
    }

    @Test
    void addsEachRuntimeOnce() {
        assertThat(cluster(HEADER + "runtime: {types: [ml, spark, ml]}\n").runtimes())
                .extracting(RuntimeSpec::name)
                .containsExactly("spark", "ml");
    }

    @Test
    void breaksACircleOfRuntimesThatRequireEachOther() {
        runtimes.add(FakeRuntime.named("chicken").requiring("egg"), Version.emptyVersion);
        runtimes.add(FakeRuntime.named("egg").requiring("chicken"), Version.emptyVersion);

        assertThat(cluster(HEADER + "runtime: {types: [chicken]}\n").runtimes())
                .extracting(RuntimeSpec::name)
                .containsExactly("egg", "chicken");
    }

    @Test
    void takesTheBlockOfARuntimeThatCameWithAnother() {
        ClusterSpec spec = cluster(HEADER + "runtime: {types: [ml], spark: {greeting: hi}}\n");

        assertThat(spec.runtimes().get(0)).isEqualTo(new RuntimeSpec("spark", Settings.of(Map.of("greeting", "hi"))));
        refuses(HEADER + "runtime: {types: [ml], spark: {greting: hi}}\n",
                "c.yaml:3:32: error: unknown key 'greting' (did you mean 'greeting'?)");
    }

    @Test
    void tellsOfARequiredRuntimeThatIsNotInstalled() {
        runtimes.add(FakeRuntime.named("flights").requiring("kafka"), Version.emptyVersion);

        refuses(HEADER + "runtime: {types: [flights]}\n",
                "c.yaml:3:11: error: runtime 'kafka' is known from the Python edition and not there yet; installed: flights, ml, spark");
    }

    @Test
    void tellsAllProblemsAtOnceAndInTheOrderOfTheFile() {
        refuses("""
                max_workers: 1
                cluster_name: Demo!
                cluster_nam: x
                provider: {type: locale}
                available_node_types:
                  w1: {min_workers: 5, max_workers: 3}
                  w2: {min_workers: 2, resources: {memory: much}}
                runtime: {types: [sparc, ml], spork: {}}
                docker: {enabled: true}
                """, """
                c.yaml:1:1: error: max_workers is 1, below the 2 min_workers of all node types (raise max_workers or lower min_workers)
                c.yaml:2:1: error: 'Demo!' is no cluster name: write 1 to 32 small letters, digits and hyphens, beginning with a letter
                c.yaml:3:1: error: unknown key 'cluster_nam' (did you mean 'cluster_name'?)
                c.yaml:4:12: error: provider 'locale' is not installed (did you mean 'local'? installed: local)
                c.yaml:6:8: error: min_workers of node type 'w1' is 5, above its max_workers 3 (lower min_workers or raise max_workers)
                c.yaml:7:36: error: 'much' is no size; write 512M or 4G
                c.yaml:8:19: error: runtime 'sparc' is not installed (did you mean 'spark'? installed: ml, spark)
                c.yaml:8:31: error: 'spork' is configured but is not one of runtime.types (did you mean 'spark'?)
                c.yaml:9:10: error: 'enabled' is true: container mode is not there yet""");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "min_workers: -1", "max_workers: -1", "min_workers: 3000000000", "max_workers: 3000000000",
        "available_node_types: {w: {min_workers: -1}}", "available_node_types: {w: {max_workers: 3000000000}}",
        "available_node_types: {w: {resources: {CPU: -1}}}", "available_node_types: {w: {resources: {GPU: 3000000000}}}",
        "available_node_types: {w: {resources: {memory: -5}}}", "auth: {ssh_port: 0}", "auth: {ssh_port: 4294967318}"
    })
    void refusesNumbersOutOfRangeWithOneProblem(String line) {
        assertThatThrownBy(() -> cluster(HEADER + line + "\n"))
                .isInstanceOfSatisfying(InvalidInputException.class, refusal ->
                        assertThat(refusal.problems().list()).as("%s", refusal.getMessage()).hasSize(1));
    }

    @Test
    void saysThatAFileIsOfTheOtherKindInsteadOfTellingItsOwnerToRemoveItsKeys() throws IOException {
        refuses("workspace_name: lab\nprovider: {type: local}\n",
                "c.yaml:1:1: error: this is the file of a workspace, or cluster_name is missing (give the file of a cluster)");
        Path file = Files.writeString(folder.resolve("w.yaml"), HEADER);
        assertThatThrownBy(() -> loader.workspace(file))
                .hasMessageEndingWith("error: this is the file of a cluster (give the file of its workspace)");
    }

    @Test
    void refusesMoreMinimumThanMaximumWithBothNumbers() {
        refuses(HEADER + "available_node_types:\n  gpu: {min_workers: 5, max_workers: 3}\n",
                "c.yaml:4:9: error: min_workers of node type 'gpu' is 5, above its max_workers 3 "
                        + "(lower min_workers or raise max_workers)");
    }

    @Test
    void refusesMoreWorkersOfAllTypesThanTheClusterMayHave() {
        refuses(HEADER + "available_node_types:\n  a: {min_workers: 20}\n  b: {min_workers: 20}\n",
                "c.yaml:3:1: error: max_workers is 32, below the 40 min_workers of all node types "
                        + "(raise max_workers or lower min_workers)");
    }

    @Test
    void refusesAHeadTypeThatIsNotAmongTheTypes() {
        refuses(HEADER + "head_node_type: head.defualt\navailable_node_types: {head.default: {}}\n",
                "c.yaml:3:1: error: 'head.defualt' is none of available_node_types (did you mean 'head.default'?)");
    }

    @Test
    void refusesWorkersOfTheHeadsType() {
        refuses(HEADER + "available_node_types: {head.default: {min_workers: 1}}\n",
                "c.yaml:3:39: error: the head's type 'head.default' has no workers (remove min_workers here)");
    }

    @Test
    void refusesANodeTypeWithAnImpossibleName() {
        assertThatThrownBy(() -> cluster(HEADER + "available_node_types: {'my type': {}}\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("c.yaml:3:24: error: 'my type' is no node type name");
    }

    @Test
    void refusesContainerModeAndReadsItSwitchedOff() {
        refuses(HEADER + "docker: {enabled: true}\n", "c.yaml:3:10: error: 'enabled' is true: container mode is not there yet");
        assertThat(cluster(HEADER + "docker: {enabled: False, image: x}\n").name()).hasToString("demo");
    }

    @Test
    void refusesALocalClusterWithGivenMachines() {
        refuses("cluster_name: demo\nprovider:\n  type: local\n  nodes: [{host: a}]\n",
                "c.yaml:4:3: error: given machines are the provider 'onpremise', which is not there yet "
                        + "(remove 'nodes' to have the nodes made on this machine)");
    }

    @Test
    void refusesAClusterWithoutNameOrProvider() {
        assertThatThrownBy(() -> cluster("max_workers: 2\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'cluster_name'")
                .hasMessageContaining("'provider'");
    }

    @Test
    void saysSoIfNoProviderIsInstalledAtAll() {
        ConfigLoader bare = new ConfigLoader(new Providers(new ManualTime()), runtimes);

        assertThatThrownBy(() -> bare.cluster(YamlReader.parse("c.yaml", HEADER)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("c.yaml:2:12: error: provider 'local' is not installed (none is installed)");
    }

    @Test
    void loadsAFileWithWarnings() {
        assertThat(cluster(HEADER + "python_version: '3.10'\n").name()).hasToString("demo");
    }

    @Test
    void readsTheSameClusterFromTheTreeThatTravelledToTheHead() {
        JacksonRecordCodec codec = new JacksonRecordCodec();
        ClusterSpec spec = cluster("""
                cluster_name: demo
                provider: {type: local}
                available_node_types:
                  head.default: {resources: {CPU: 1, memory: 2G}}
                  worker.default: {resources: {CPU: 1, memory: 2147483648, shares: 0.5}, min_workers: 2}
                runtime: {types: [ml], ml: {greeting: "no"}}
                """);

        Settings travelled = codec.decode(codec.encode(spec.settings()), Settings.class);

        assertThat(loader.cluster(travelled)).isEqualTo(spec);
    }

    @Test
    void loadsAWorkspace() throws IOException {
        Path file = Files.writeString(folder.resolve("w.yaml"), "workspace_name: lab\nprovider: {type: local, blocks: 2}\n");

        assertThat(loader.workspace(file)).isEqualTo(new WorkspaceSpec(
                new WorkspaceName("lab"), "local", Settings.of(Map.of("type", "local", "blocks", 2L))));
    }

    @Test
    void tellsAllThatIsWrongWithAWorkspace() throws IOException {
        Path file = Files.writeString(folder.resolve("w.yaml"), "workspace_name: Lab\nprovider: {type: aws}\nregion: x\n");

        assertThatThrownBy(() -> loader.workspace(file))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("""
                        %1$s:1:1: error: 'Lab' is no workspace name: write 1 to 32 small letters, digits and hyphens, beginning with a letter
                        %1$s:2:12: error: provider 'aws' is known from the Python edition and not there yet; installed: local
                        %1$s:3:1: error: unknown key 'region' (remove it)""".formatted(file));
    }

    @ParameterizedTest
    @MethodSource("exampleFiles")
    void loadsEveryExample(Path example) {
        if (example.getFileName().toString().startsWith("workspace")) {
            assertThat(loader.workspace(example).provider()).isEqualTo("local");
        } else {
            assertThat(loader.cluster(example).workerTypes()).isNotEmpty();
        }
    }

    static Stream<Path> exampleFiles() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("examples/local"))) {
            root = root.getParent();
        }
        try (Stream<Path> files = Files.list(root.resolve("examples/local"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    private ClusterSpec cluster(String yaml) {
        return loader.cluster(YamlReader.parse("c.yaml", yaml));
    }

    private void refuses(String yaml, String message) {
        assertThatThrownBy(() -> cluster(yaml)).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }

    private static NodeTypeSpec type(String name, NodeKind kind, int minimum, int maximum) {
        return new NodeTypeSpec(new NodeTypeName(name), kind, minimum, maximum, Optional.empty(), Settings.empty());
    }
}
