package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.spi.runtime.WorkerGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSizingTest {

    private static final SparkSettings DEFAULTS = SparkSettings.of(Settings.empty());

    @ParameterizedTest
    @CsvSource({"1, 2G, 1280", "2, 4G, 2986", "4, 16G, 13226", "64, 512G, 436480", "1, 256M, 0", "2, 0, 1024"})
    void offersWhatIsLeftBesideThePlatformAndTheMemoryOutsideOfHeaps(int cpus, String memory, long offered) {
        Resources node = Resources.of(cpus, DataSize.parse(memory));

        assertThat(SparkSizing.workerMemory(node, DEFAULTS).mebibytes()).isEqualTo(offered);
        assertThat(SparkSizing.workerCores(node, DEFAULTS)).isEqualTo(cpus);
    }

    @ParameterizedTest
    @CsvSource({
        "1,   2G,   1,  1280, 1",
        "2,   4G,   2,  2986, 1",
        "4,   16G,  4, 13226, 1",
        "5,   20G,  5, 16640, 1",
        "6,   24G,  3, 10026, 2",
        "7,   28G,  3, 11733, 2",
        "8,   32G,  4, 13440, 2",
        "16,  64G,  4, 13546, 4",
        "64,  512G, 4, 27280, 16",
        "96,  768G, 4, 27288, 24",
        "4,   512G, 4, 31744, 13",
        "16,  2G,   4,   450, 2",
    })
    void dividesAWorkerIntoExecutors(int cpus, String memory, int cores, long heap, int fitting) {
        List<WorkerGroup> workers = List.of(group("worker", cpus, memory, 1));

        ExecutorSize size = SparkSizing.executor(workers, DEFAULTS);

        assertThat(size).isEqualTo(new ExecutorSize(cores, DataSize.ofMebibytes(heap)));
        assertThat(SparkSizing.executors(workers, size, DEFAULTS)).isEqualTo(Math.min(fitting, cpus / cores));
    }

    @Test
    void takesTheShareOfTheCoresThatAUserAsksFor() {
        SparkSettings two = SparkSettings.of(Settings.of(Map.of("conf", Map.of("spark.executor.cores", 2L))));

        assertThat(SparkSizing.executor(List.of(group("worker", 8, "32G", 1)), two))
                .isEqualTo(new ExecutorSize(2, DataSize.ofMebibytes(6720)));
    }

    @Test
    void fitsOnEachTypeOfWorkerThatIsWanted() {
        List<WorkerGroup> workers = List.of(group("small", 2, "4G", 1), group("large", 64, "512G", 1));

        assertThat(SparkSizing.executor(workers, DEFAULTS)).isEqualTo(new ExecutorSize(2, DataSize.ofMebibytes(2986)));
        assertThat(SparkSizing.executor(List.of(group("small", 2, "4G", 0), group("large", 64, "512G", 1)), DEFAULTS))
                .isEqualTo(new ExecutorSize(4, DataSize.ofMebibytes(27280)));
    }

    @Test
    void asksForLittleWhereNobodyKnowsWhatWorkersHave() {
        List<WorkerGroup> unknown = List.of(new WorkerGroup(new NodeTypeName("worker"), Optional.empty(), 3));

        assertThat(SparkSizing.executor(unknown, DEFAULTS)).isEqualTo(new ExecutorSize(1, DataSize.ofGibibytes(1)));
        assertThat(SparkSizing.executors(unknown, SparkSizing.UNKNOWN, DEFAULTS)).isEqualTo(3);
        assertThat(SparkSizing.executor(List.of(), SparkSettings.of(Settings.of(Map.of("worker_memory", "600m")))))
                .isEqualTo(new ExecutorSize(1, DataSize.ofMebibytes(600)));
    }

    @ParameterizedTest
    @CsvSource({"1G, 512, 192, 256", "2G, 512, 192, 256", "16G, 4096, 256, 512", "512G, 8192, 1024, 4096"})
    void givesProcessesOfTheHeadTheirPartWithinBounds(String memory, long driver, long daemon, long history) {
        Resources head = Resources.of(2, DataSize.parse(memory));

        assertThat(SparkSizing.driverMemory(head).mebibytes()).isEqualTo(driver);
        assertThat(SparkSizing.driverResult(SparkSizing.driverMemory(head)).mebibytes()).isEqualTo(driver / 2);
        assertThat(SparkSizing.daemonMemory(head).mebibytes()).isEqualTo(daemon);
        assertThat(SparkSizing.historyMemory(head).mebibytes()).isEqualTo(history);
    }

    @ParameterizedTest
    @CsvSource({"1, 2G, 2, 8, 2", "4, 16G, 4, 64, 4", "64, 512G, 20, 2000, 8", "1, 2G, 0, 8, 0"})
    void shufflesAndBeginsAsTheClusterIsWorth(int cpus, String memory, int count, int partitions, int initial) {
        List<WorkerGroup> workers = List.of(group("worker", cpus, memory, count));
        ExecutorSize size = SparkSizing.executor(workers, DEFAULTS);

        assertThat(SparkSizing.partitions(workers, DEFAULTS)).isEqualTo(partitions);
        assertThat(SparkSizing.initialExecutors(workers, size, DEFAULTS)).isEqualTo(initial);
    }

    private static WorkerGroup group(String type, int cpus, String memory, int count) {
        return new WorkerGroup(new NodeTypeName(type), Optional.of(Resources.of(cpus, DataSize.parse(memory))), count);
    }
}
