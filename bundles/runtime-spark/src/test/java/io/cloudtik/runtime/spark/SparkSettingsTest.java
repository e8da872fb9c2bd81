package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.spi.runtime.Checksum;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSettingsTest {

    @Test
    void hasDefaults() {
        SparkSettings settings = SparkSettings.of(Settings.empty());

        assertThat(settings.version()).isEqualTo("4.0.1");
        assertThat(settings.tarball()).isEmpty();
        assertThat(settings.conf()).isEmpty();
        assertThat(settings.masterMemory()).isEmpty();
        assertThat(settings.workerMemory()).isEmpty();
        assertThat(settings.workerCores()).isEmpty();
        assertThat(settings.history()).isTrue();
        assertThat(settings.connect()).isFalse();
        assertThat(settings.drainTimeout()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void readsAllOfItsBlock() {
        SparkSettings settings = SparkSettings.of(Settings.of(Map.of(
                "version", "4.1.0",
                "conf", Map.of("spark.a", true),
                "master_memory", "1g",
                "worker_memory", "700m",
                "worker_cores", 2L,
                "history_server", false,
                "connect", true,
                "drain_timeout", "90s")));

        assertThat(settings.version()).isEqualTo("4.1.0");
        assertThat(settings.conf()).containsExactly(Map.entry("spark.a", "true"));
        assertThat(settings.masterMemory()).contains(DataSize.ofGibibytes(1));
        assertThat(settings.workerMemory()).contains(DataSize.ofMebibytes(700));
        assertThat(settings.workerCores()).contains(2);
        assertThat(settings.history()).isFalse();
        assertThat(settings.connect()).isTrue();
        assertThat(settings.drainTimeout()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void takesSparkFromATarball() {
        Settings address = Settings.of(Map.of("tarball", "https://example.org/spark.tgz", "sha512", "AB".repeat(64)));
        Settings path = Settings.of(Map.of("source", "tarball", "tarball", "/opt/spark.tgz", "sha256", "0".repeat(64)));

        assertThat(SparkSettings.of(address).tarball()).contains(new SparkTarball(
                URI.create("https://example.org/spark.tgz"), Checksum.sha512("ab".repeat(64))));
        assertThat(SparkSettings.of(path).tarball()).contains(new SparkTarball(
                URI.create("file:///opt/spark.tgz"), Checksum.sha256("0".repeat(64))));
    }

    @Test
    void readsTheOriginalsNameForConfBeneathIt() {
        SparkSettings settings = SparkSettings.of(Settings.of(Map.of(
                "config", Map.of("spark.a", "old", "spark.b", "kept"), "conf", Map.of("spark.a", "new"))));

        assertThat(settings.conf()).containsOnly(Map.entry("spark.a", "new"), Map.entry("spark.b", "kept"));
    }

    @ParameterizedTest
    @CsvSource({"512m, 512", "2g, 2048", "2GB, 2048", "1024, 1024", "1t, 1048576", "2048k, 2"})
    void readsSizesAsSparkDoes(String text, long mebibytes) {
        assertThat(SparkMemory.parse(text)).contains(DataSize.ofMebibytes(mebibytes));
    }

    @ParameterizedTest
    @CsvSource({"much", "-1g", "1.5g", "''"})
    void knowsWhatIsNoSize(String text) {
        assertThat(SparkMemory.parse(text)).isEmpty();
    }
}
