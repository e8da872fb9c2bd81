package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command is cut off at each thing that it shows that it is doing: by Ctrl-C at a real terminal, by the end of that
 * terminal, by kill -9. {@link SeveralTypesIT} is the sample of each build.
 */
@EnabledIfSystemProperty(named = "cloudtik.full", matches = "true")
@Order(4)
@ExtendWith(LocalClusterExtension.class)
class InterruptIT {

    private static final String FILE = "interrupted.yaml";

    private enum Cut {
        CTRL_C(130) {
            @Override
            void at(Terminal terminal) throws IOException {
                terminal.type("\u0003");
            }
        },
        HANG_UP(129) {
            @Override
            void at(Terminal terminal) throws IOException, InterruptedException {
                terminal.signal("HUP");
            }
        },
        KILL(137) {
            @Override
            void at(Terminal terminal) throws IOException, InterruptedException {
                terminal.signal("KILL");
            }
        };

        private final int code;

        Cut(int code) {
            this.code = code;
        }

        abstract void at(Terminal terminal) throws IOException, InterruptedException;
    }

    /** Nobody can say anything after a kill -9. */
    private static Result cut(LocalCluster cluster, Cut cut, String words, String shown) throws Exception {
        try (Terminal terminal = Terminal.open(cluster, "exec " + Terminal.cloudtik(cluster) + " " + words)) {
            cut.at(terminal.await(shown));
            Result result = terminal.end();
            assertThat(result.code()).as("%s at '%s': %s", cut, shown, result.out()).isEqualTo(cut.code);
            if (cut != Cut.KILL) {
                assertThat(result.out()).contains("interrupted");
            }
            return result;
        }
    }

    /** Small nodes without runtimes: what is brought up is not the matter here. */
    private static void write(LocalCluster cluster) throws IOException {
        cluster.write(FILE, """
                cluster_name: interrupted
                workspace_name: lab
                provider: {type: local}
                available_node_types:
                  head.default: {resources: {CPU: 1, memory: 1G}}
                  worker.default: {resources: {CPU: 1, memory: 1G}, min_workers: 1}
                head_node_type: head.default
                setup_commands:
                  - echo set up >> ~/trace; sleep 2
                """);
    }

    private static Result run(LocalCluster cluster, String... words) {
        return cluster.commandLine().run(words);
    }

    private static List<String> nodes(LocalCluster cluster) {
        return cluster.machines().keySet().stream().filter(node -> node.startsWith("interrupted-")).toList();
    }

    /** What a kill leaves half written is beside the file that counts, and goes with the next. */
    private static void assertNothingHalf(LocalCluster cluster, Cut cut) throws IOException {
        assertThat(LiveFolder.regularFiles(cluster.home().resolve("clusters")))
                .filteredOn(file -> cut != Cut.KILL || !file.toString().endsWith(".part"))
                .noneMatch(file -> file.toString().endsWith(".part") || file.toFile().length() == 0);
    }

    static Stream<Arguments> everyPhaseOfUp() {
        return Stream.of("waiting for SSH", "copying the platform", "running setup command", "starting its container",
                        "interrupted-worker-1")
                .flatMap(phase -> Stream.of(Cut.values()).map(cut -> Arguments.of(phase, cut)));
    }

    @ParameterizedTest
    @MethodSource("everyPhaseOfUp")
    void ofAnUpLeavesWhatTheNextUpGoesOnWith(String phase, Cut cut, LocalCluster cluster) throws Exception {
        write(cluster);

        Result result = cut(cluster, cut, "up " + FILE, phase);

        if (cut != Cut.KILL) {
            assertThat(result.out()).contains("try: ", "start " + FILE);
        }
        assertNothingHalf(cluster, cut);
        Result up = run(cluster, "up", FILE);
        assertThat(up.code()).as(up.err()).isZero();
        assertThat(nodes(cluster)).containsExactlyInAnyOrder("interrupted-head", "interrupted-worker-1");
        for (String node : nodes(cluster)) {
            // One that was cut off while it ran is run again: nobody knows how far it came.
            assertThat(cluster.nodeHome(cluster.machines().get(node)).resolve("trace")).as(node).content()
                    .matches("(set up\n){1,2}");
        }
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void ofAnUpLeavesWhatADownCleansUp(Cut cut, LocalCluster cluster) throws Exception {
        write(cluster);
        cut(cluster, cut, "up " + FILE, "running setup command");

        Result down = run(cluster, "down", FILE, "--yes");

        assertThat(down.code()).as(down.err()).isZero();
        assertThat(nodes(cluster)).isEmpty();
        assertThat(cluster.home().resolve("clusters/lab/interrupted")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void ofADownLeavesWhatTheNextDownGoesOnWith(Cut cut, LocalCluster cluster) throws Exception {
        write(cluster);
        Result up = run(cluster, "up", FILE);
        assertThat(up.code()).as(up.err()).isZero();

        Result result = cut(cluster, cut, "down " + FILE + " --yes", "interrupted-head: terminating");

        if (cut != Cut.KILL) {
            assertThat(result.out()).contains("try: ", "stop " + FILE);
        }
        assertNothingHalf(cluster, cut);
        Result down = run(cluster, "down", FILE, "--yes");
        assertThat(down.code()).as(down.err()).isZero();
        assertThat(nodes(cluster)).isEmpty();
    }

    @Test
    void ofAnExecEndsTheCommandThere(LocalCluster cluster) throws Exception {
        cluster.awaitReady();

        cut(cluster, Cut.CTRL_C, "exec cluster.yaml 'echo begun; exec sleep 4716'", "begun\n");

        cluster.await("the command is gone", () -> Processes.commandLines().stream().noneMatch(line -> line.equals("sleep 4716")));
    }

    @ParameterizedTest
    @EnumSource(Cut.class)
    void ofASubmitLeavesTheJobAndSaysHowToSeeItAgain(Cut cut, LocalCluster cluster) throws Exception {
        cluster.awaitReady();
        cluster.write("long.sh", "echo begun; exec sleep 4717\n");

        Result result = cut(cluster, cut, "submit cluster.yaml long.sh", "begun\n");

        String id = run(cluster, "job", "list", "cluster.yaml").out().lines()
                .filter(line -> line.contains("RUNNING") && line.contains("long.sh"))
                .map(line -> line.split(" ")[0])
                .findFirst()
                .orElseThrow();
        if (cut != Cut.KILL) {
            assertThat(result.out()).contains("job list cluster.yaml", "job logs cluster.yaml");
        }
        assertThat(run(cluster, "job", "cancel", "cluster.yaml", id, "--yes").code()).isZero();
    }

    @AfterEach
    void takeDown(LocalCluster cluster) {
        run(cluster, "down", FILE, "--yes");
    }
}
