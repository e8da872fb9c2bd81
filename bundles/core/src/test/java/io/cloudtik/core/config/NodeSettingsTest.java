package io.cloudtik.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.CommandRetries;
import io.cloudtik.api.model.cluster.FileSync;
import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.model.cluster.NodeCommands;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.contracts.time.ManualClock;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

/** What a user has nodes do and bear: commands, files, environment, settings of a type of its own. */
class NodeSettingsTest {

    private static final String HEADER = "cluster_name: demo\nprovider: {type: local}\n";
    private static final NodeTypeName WORKER = new NodeTypeName("worker.default");
    private static final NodeTypeName GPU = new NodeTypeName("gpu");

    private final Providers providers = new Providers(new ManualTime());
    private final Runtimes runtimes = new Runtimes(new ManualTime());
    private final ConfigLoader loader = new ConfigLoader(providers, runtimes);

    NodeSettingsTest() {
        providers.add(new FakeProvider("local", ManualClock.create()), Version.emptyVersion);
        runtimes.add(FakeRuntime.named("spark"), Version.emptyVersion);
        runtimes.add(FakeRuntime.named("ml").requiring("spark"), Version.emptyVersion);
    }

    @Test
    void hasNothingOfTheUsersUnlessSaid() {
        ClusterSpec spec = cluster("");

        assertThat(spec.headType().commands()).isEqualTo(NodeCommands.NONE);
        assertThat(spec.files()).isEqualTo(FileSync.NONE);
        assertThat(spec.environment()).isEmpty();
        assertThat(spec.retries()).isEqualTo(new CommandRetries(30, 5, 3, Duration.ofSeconds(5)));
        assertThat(spec.java()).isEqualTo(JavaSource.SYSTEM);
    }

    @ParameterizedTest
    @CsvSource({"initialization", "setup", "bootstrap", "start", "stop"})
    void runsCommonCommandsFirstAndThenThoseOfTheKind(String stage) {
        ClusterSpec spec = cluster("""
                %1$s_commands: [all 1, all 2]
                head_%1$s_commands: [head]
                worker_%1$s_commands: [worker]
                """.formatted(stage));

        assertThat(commands(spec.headType().commands(), stage)).containsExactly("all 1", "all 2", "head");
        assertThat(commands(spec.nodeType(WORKER).commands(), stage)).containsExactly("all 1", "all 2", "worker");
    }

    @ParameterizedTest
    @CsvSource({"initialization", "setup", "bootstrap", "start", "stop"})
    void letsATypeHaveItsOwnInPlaceOfAllWorkers(String stage) {
        ClusterSpec spec = cluster("""
                %1$s_commands: [all]
                worker_%1$s_commands: [worker]
                available_node_types:
                  worker.default: {}
                  gpu: {worker_%1$s_commands: [gpu 1, gpu 2]}
                """.formatted(stage));

        assertThat(commands(spec.nodeType(GPU).commands(), stage)).containsExactly("all", "gpu 1", "gpu 2");
        assertThat(commands(spec.nodeType(WORKER).commands(), stage)).containsExactly("all", "worker");
    }

    @Test
    void takesTheKeyWithoutPrefixForTheBootstrapOfAType() {
        ClusterSpec spec = cluster("""
                bootstrap_commands: [all]
                head_bootstrap_commands: [head]
                worker_bootstrap_commands: [worker]
                available_node_types:
                  head.default: {bootstrap_commands: [own]}
                  gpu: {bootstrap_commands: [gpu]}
                """);

        assertThat(spec.headType().commands().bootstrap()).containsExactly("all", "own");
        assertThat(spec.nodeType(GPU).commands().bootstrap()).containsExactly("all", "gpu");
    }

    @Test
    void letsATypeHaveNoneByAnEmptyList() {
        ClusterSpec spec = cluster("worker_setup_commands: [worker]\navailable_node_types: {gpu: {worker_setup_commands: []}}\n");

        assertThat(spec.nodeType(GPU).commands()).isEqualTo(NodeCommands.NONE);
    }

    @Test
    void refusesWorkersCommandsOfTheHeadsType() {
        assertThatThrownBy(() -> cluster("available_node_types: {head.default: {worker_setup_commands: [x]}}\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("c.yaml:3:39: error: 'worker_setup_commands' of the head's type 'head.default' would be run "
                        + "nowhere (write head_setup_commands at the top of the file)");
    }

    @Test
    void takesFilesAsTheyAreWrittenAndInTheirOrder() {
        ClusterSpec spec = cluster("""
                file_mounts: {~/z: ./data, /opt/a: ~/tools}
                cluster_synced_files: [~/model.bin]
                rsync_exclude: ['*.pyc']
                rsync_filter: [.gitignore]
                file_mounts_sync_continuously: True
                """);

        assertThat(spec.files()).isEqualTo(new FileSync(
                Map.of("~/z", "./data", "/opt/a", "~/tools"), List.of("~/model.bin"), List.of("*.pyc"),
                List.of(".gitignore"), true));
        assertThat(spec.files().mounts().keySet()).containsExactly("~/z", "/opt/a");
    }

    @Test
    void laysTheTypesRuntimeBlockOverTheClusters() {
        ClusterSpec spec = cluster("""
                runtime:
                  types: [ml]
                  envs: {A: 1, B: two}
                  spark: {greeting: hi}
                available_node_types:
                  worker.default: {}
                  gpu:
                    runtime:
                      types: [spark]
                      envs: {B: 3, C: true}
                      spark: {greeting: ho}
                """);

        assertThat(spec.environment()).containsExactly(Map.entry("A", "1"), Map.entry("B", "two"));
        assertThat(spec.environment(GPU)).isEqualTo(Map.of("A", "1", "B", "3", "C", "true"));
        assertThat(spec.environment(WORKER)).isEqualTo(spec.environment());
        assertThat(spec.runtimes(WORKER)).isEqualTo(spec.runtimes()).extracting(RuntimeSpec::name).containsExactly("spark", "ml");
        assertThat(spec.runtimes(GPU)).singleElement().satisfies(spark -> {
            assertThat(spark.name()).isEqualTo("spark");
            assertThat(spark.settings().text("greeting")).contains("ho");
            assertThat(spark.settings().place("greeting")).hasToString("c.yaml:13:15");
        });
    }

    @Test
    void refusesATypesRuntimeThatTheClusterDoesNotHave() {
        assertThatThrownBy(() -> cluster("runtime: {types: [spark]}\navailable_node_types: {gpu: {runtime: {types: [sparc]}}}\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("c.yaml:4:40: error: runtime 'sparc' of node type 'gpu' is not one of runtime.types "
                        + "(did you mean 'spark'?)");
    }

    @Test
    void triesAgainAsOftenAsTheFileSays() {
        assertThat(cluster("options: {number_of_retries: 2, retry_interval: 1}\n").retries())
                .isEqualTo(new CommandRetries(2, 2, 2, Duration.ofSeconds(1)));
        assertThat(cluster("options: {retry_setup_command: false}\n").retries())
                .isEqualTo(new CommandRetries(0, 0, 3, Duration.ofSeconds(5)));
        assertThat(cluster("options: {retry_start_command: false}\n").retries())
                .isEqualTo(new CommandRetries(30, 5, 0, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({"system, SYSTEM", "bundled, BUNDLED", "package, PACKAGE"})
    void knowsWhereJavaComesFrom(String word, JavaSource source) {
        assertThat(cluster("java: " + word + "\n").java()).isEqualTo(source);
    }

    @Test
    void refusesAnotherSourceOfJava() {
        assertThatThrownBy(() -> cluster("java: bundle\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("c.yaml:3:1: error: 'java'");
    }

    private ClusterSpec cluster(String rest) {
        return loader.cluster(YamlReader.parse("c.yaml", HEADER + rest));
    }

    private static List<String> commands(NodeCommands commands, String stage) {
        return switch (stage) {
            case "initialization" -> commands.initialization();
            case "setup" -> commands.setup();
            case "bootstrap" -> commands.bootstrap();
            case "start" -> commands.start();
            case "stop" -> commands.stop();
            default -> throw new IllegalArgumentException(stage);
        };
    }
}
