package io.cloudtik.contracts.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

    private static final String GAUGE = "# HELP a A.\n# TYPE a gauge\n";
    private static final String HISTOGRAM = "# HELP h H.\n# TYPE h histogram\n";

    @Test
    void readsWhatIsRight() {
        Exposition read = Exposition.parse(GAUGE + "a{x=\"1,\\\"2\\\"\",y=\"\"} 5\na 6\n"
                + HISTOGRAM + "h_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 3\nh_sum 4.5\nh_count 3\n");

        assertThat(read.value("a", Map.of("x", "1,\"2\"", "y", ""))).isEqualTo(5);
        assertThat(read.value("h_count", Map.of())).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a 1\n", // no TYPE
        "# TYPE a gauge\na 1\n", // no HELP
        GAUGE + "a 1", // no end of line
        GAUGE + "b 1\n", // of another metric
        GAUGE + "a one\n",
        GAUGE + "a 1\na 2\n",
        GAUGE + "a{x=\"1\" 1\n",
        GAUGE + "a{x=\"1\",x=\"2\"} 1\n",
        GAUGE + "a{x=\"\\d\"} 1\n",
        GAUGE + "a 1\n" + GAUGE,
        "# HELP a A.\n# TYPE a counter\na 1\n", // a counter without _total
        "# HELP a_total A.\n# TYPE a_total counter\na_total -1\n",
        HISTOGRAM + "h_bucket{le=\"1\"} 3\nh_bucket{le=\"+Inf\"} 2\nh_sum 1\nh_count 2\n",
        HISTOGRAM + "h_bucket{le=\"1\"} 1\nh_sum 1\nh_count 1\n",
        HISTOGRAM + "h_bucket{le=\"+Inf\"} 2\nh_sum 1\nh_count 3\n"
    })
    void refusesWhatIsWrong(String text) {
        assertThatThrownBy(() -> Exposition.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
