package io.cloudtik.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTest {

    @Test
    void makesADistributionTheBucketsOfAHistogram() {
        Metric metric = Metric.histogram(
                "cloudtik_wait_seconds", "How long it took.",
                Map.of(Map.of("type", "gpu"), new Distribution(List.of(1.0, 5.0), List.of(2L, 0L, 1L), 11.5)));

        assertThat(metric.samples()).containsExactly(
                new Sample("_bucket", Map.of("type", "gpu", "le", "1.0"), 2),
                new Sample("_bucket", Map.of("type", "gpu", "le", "5.0"), 2),
                new Sample("_bucket", Map.of("type", "gpu", "le", "+Inf"), 3),
                new Sample("_sum", Map.of("type", "gpu"), 11.5),
                new Sample("_count", Map.of("type", "gpu"), 3));
    }

    @Test
    void refusesNamesPrometheusWouldNotTake() {
        assertThatThrownBy(() -> Metric.gauge("nodes-ready", "Ready nodes.", 1))
                .hasMessage("'nodes-ready' is no name of a metric: letters, digits, '_' and ':'");
        assertThatThrownBy(() -> Metric.counter("cloudtik_starts", "Starts.", 1))
                .hasMessage("the counter 'cloudtik_starts' must end with _total");
        assertThatThrownBy(() -> Metric.gauge("cloudtik_nodes", " ", 1)).hasMessage("the metric 'cloudtik_nodes' has no help");
        assertThatThrownBy(() -> Sample.of("node type", "a", 1))
                .hasMessage("'node type' is no name of a label: letters, digits and '_'");
    }

    @Test
    void refusesADistributionThatDoesNotAddUp() {
        assertThatThrownBy(() -> new Distribution(List.of(1.0), List.of(1L), 1)).hasMessage("1 bounds make 2 counts, not 1");
        assertThatThrownBy(() -> new Distribution(List.of(2.0, 2.0), List.of(0L, 0L, 0L), 0)).hasMessage("bounds rise: [2.0, 2.0]");
    }
}
