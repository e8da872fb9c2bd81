package io.cloudtik.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.metrics.Distribution;
import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.Sample;
import io.cloudtik.contracts.metrics.Exposition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormatTest {

    @Test
    void writesHelpTypeAndSamples() {
        String text = TextFormat.of(List.of(
                Metric.gauge("cloudtik_nodes", "Nodes.", List.of(
                        Sample.of(Map.of("type", "gpu", "a", "first"), 2), Sample.of("type", "cpu", 0.5))),
                Metric.counter("cloudtik_starts_total", "Starts.", 3)));

        assertThat(text).isEqualTo("""
                # HELP cloudtik_nodes Nodes.
                # TYPE cloudtik_nodes gauge
                cloudtik_nodes{a="first",type="gpu"} 2
                cloudtik_nodes{type="cpu"} 0.5
                # HELP cloudtik_starts_total Starts.
                # TYPE cloudtik_starts_total counter
                cloudtik_starts_total 3
                """);
    }

    @Test
    void isReadAsItWasMeantWhateverNamesHold() {
        String hostile = "a\"b\\c\nd{e=\"f\"} 1 # TYPE } é\t";
        String text = TextFormat.of(List.of(
                Metric.gauge("cloudtik_nodes", "Back\\slash and\nline.", List.of(Sample.of("name", hostile, 1), Sample.of("name", "", 2))),
                Metric.histogram("cloudtik_wait_seconds", "Wait.", Map.of(
                        Map.of("name", hostile), new Distribution(List.of(0.1, 1.0), List.of(1L, 2L, 3L), 9.5),
                        Map.of(), new Distribution(List.of(0.1, 1.0), List.of(0L, 0L, 0L), 0)))));

        Exposition read = Exposition.parse(text);

        assertThat(read.value("cloudtik_nodes", Map.of("name", hostile))).isEqualTo(1);
        assertThat(read.value("cloudtik_wait_seconds_bucket", Map.of("name", hostile, "le", "1.0"))).isEqualTo(3);
        assertThat(read.value("cloudtik_wait_seconds_count", Map.of("name", hostile))).isEqualTo(6);
        assertThat(read.families().get("cloudtik_nodes").help()).isEqualTo("Back\\slash and\nline.");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0", "-3, -3", "1.5, 1.5", "1e15, 1000000000000000", "1e300, 1.0E300", "NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf",
        "0.1, 0.1", "-0.0, 0"
    })
    void writesNumbersThatPrometheusReads(double value, String text) {
        assertThat(TextFormat.number(value)).isEqualTo(text);
    }
}
