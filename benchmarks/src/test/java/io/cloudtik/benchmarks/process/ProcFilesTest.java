package io.cloudtik.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcFilesTest {

    private static final Path HOME = Path.of("/tmp/home");

    @Test
    void readsProcessorTimesAlsoBehindANameWithBlanksAndParentheses() {
        ProcessorTime time = ProcessorTime.parse(
                "576 (a (b) c) S 531 531 531 0 -1 4194304 19 20 21 22 150 25 300 40 25 5 27 0 2200 3000 500\n");

        assertThat(time.own()).isEqualTo(Duration.ofMillis(1_750));
        assertThat(time.ofEnded()).isEqualTo(Duration.ofMillis(3_400));
    }

    @Test
    void readsRssAndPssAndNotTheirParts() {
        Memory memory = Memory.parse("""
                55d0c0a00000-7ffd00000000 ---p 00000000 00:00 0    [rollup]
                Rss:               83412 kB
                Pss_Dirty:         40000 kB
                Pss:               59392 kB
                Pss_Anon:          39000 kB
                """);

        assertThat(memory.rss()).isEqualTo(83_412L * 1024);
        assertThat(memory.pssMebibytes()).isEqualTo(58.0);
    }

    @Test
    void saysWhichFigureIsMissing() {
        assertThatThrownBy(() -> Memory.parse("Rss: 1 kB\n")).hasMessageContaining("Pss:");
    }

    @Test
    void knowsContainersOfItsHomeAndTheirRoles() {
        List<String> words = List.of(
                "java", "-Dcloudtik.container=/tmp/home/local/nodes/a/home/.cloudtik", "-Dcloudtik.role=worker", "Main");

        assertThat(Container.parse(7, words, HOME)).contains(new Container(7, "worker"));
        assertThat(Container.parse(7, words, Path.of("/tmp/hom"))).as("another's").isEmpty();
        assertThat(Container.parse(7, List.of("java", "-jar", "x.jar"), HOME)).isEmpty();
    }

    @Test
    void asksForTheClusterThatIsToBeMeasured() {
        assertThat(TrialCluster.specification(50, "none")).contains("min_workers: 50", "types: []");
        assertThat(TrialCluster.specification(2, "spark")).contains("max_workers: 2", "types: [spark]");
    }
}
