package io.cloudtik.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeGaugesTest {

    @TempDir
    Path proc;

    @Test
    void measuresTheLoadBetweenTwoReadings() throws IOException {
        NodeGauges gauges = new NodeGauges(proc, proc);
        machine("cpu  100 0 100 800 0 0 0 0 0 0");
        assertThat(gauges.measure()).doesNotContainKey("cpu_percent");

        machine("cpu  150 0 125 850 75 0 0 0 50 0");

        assertThat(gauges.measure())
                .containsEntry("cpu_percent", 37.5)
                .containsEntry("load1", 0.25)
                .containsEntry("memory_total_bytes", 1000.0 * 1024)
                .containsEntry("memory_used_bytes", 600.0 * 1024)
                .containsKeys("disk_free_bytes", "disk_total_bytes");
    }

    @Test
    void tellsWhatTheMachineHas() throws IOException {
        machine("cpu  1 1 1 1 1 1 1 1 1 1");
        Files.createDirectories(proc.resolve("driver/nvidia/gpus/0000:01:00.0"));

        var resources = new NodeGauges(proc, proc).resources();

        assertThat(resources.cpus()).isPositive();
        assertThat(resources.memory().bytes()).isEqualTo(1000 * 1024);
        assertThat(resources.gpus()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatItCannotMeasure() {
        assertThat(new NodeGauges(proc, proc).measure()).containsOnlyKeys("disk_free_bytes", "disk_total_bytes");
    }

    private void machine(String cpu) throws IOException {
        Files.writeString(proc.resolve("stat"), cpu + "\ncpu0 1 2 3 4 5 6 7 8 9 10\n");
        Files.writeString(proc.resolve("loadavg"), "0.25 0.20 0.18 1/500 999\n");
        Files.writeString(
                proc.resolve("meminfo"),
                "MemTotal:           1000 kB\nMemFree:             100 kB\nMemAvailable:        400 kB\nBuffers: 1 kB\n");
    }
}
