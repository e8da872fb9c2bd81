package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Resources;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSizingTest {

    private static final SparkSettings DEFAULTS = SparkSettings.of(Settings.empty());

    @ParameterizedTest
    @CsvSource({"1, 2G, 1280", "2, 4G, 2986", "4, 16G, 13226", "16, 64G, 54186", "1, 256M, 0", "2, 0, 1024"})
    void offersWhatIsLeftBesideThePlatformAndTheMemoryOutsideOfHeaps(int cpus, String memory, long offered) {
        Resources node = Resources.of(cpus, DataSize.parse(memory));

        assertThat(SparkSizing.workerMemory(node, DEFAULTS).mebibytes()).isEqualTo(offered);
        assertThat(SparkSizing.workerCores(node, DEFAULTS)).isEqualTo(cpus);
    }

    @Test
    void runsOneExecutorOnTheSmallestUsefulNode() {
        DataSize node = SparkSizing.nodeFor(SparkSizing.EXECUTOR);

        assertThat(node).isLessThan(DataSize.ofGibibytes(2));
        assertThat(SparkSizing.heapWithin(node)).isEqualTo(SparkSizing.EXECUTOR);
    }

    @ParameterizedTest
    @CsvSource({"1G, 512", "2G, 512", "8G, 2048", "256G, 8192"})
    void givesADriverAQuarterOfTheHeadWithinBounds(String memory, long driver) {
        assertThat(SparkSizing.driverMemory(Resources.of(2, DataSize.parse(memory))).mebibytes()).isEqualTo(driver);
    }

    @ParameterizedTest
    @CsvSource({"0, 8", "1, 8", "4, 32", "64, 200"})
    void shufflesIntoAsManyPartitionsAsTheClusterIsWorth(int cpus, int partitions) {
        assertThat(SparkSizing.shufflePartitions(Resources.of(cpus, DataSize.ofGibibytes(4)))).isEqualTo(partitions);
    }

    @Test
    void asksForNoLargerExecutorThanWorkersOffer() {
        SparkSettings small = SparkSettings.of(Settings.of(Map.of("worker_memory", "600m", "worker_cores", 3L)));

        assertThat(SparkSizing.executorMemory(small)).isEqualTo(DataSize.ofMebibytes(600));
        assertThat(SparkSizing.executorMemory(DEFAULTS)).isEqualTo(DataSize.ofGibibytes(1));
        assertThat(SparkSizing.workerCores(Resources.of(1, DataSize.ofGibibytes(2)), small)).isEqualTo(3);
    }
}
