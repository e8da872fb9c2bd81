package io.cloudtik.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void takesTheOneInTheMiddle() {
        assertThat(Series.of(9, 1, 5).median()).isEqualTo(5);
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddle() {
        assertThat(Series.of(9, 1, 5, 6).median()).isEqualTo(5.5);
    }

    @Test
    void isNotMovedByOneThatWasInterrupted() {
        Series series = Series.of(1.0, 1.1, 1.2, 1.1, 60);

        assertThat(series.median()).isEqualTo(1.1);
        assertThat(series.min()).isEqualTo(1.0);
        assertThat(series.max()).isEqualTo(60);
    }

    @Test
    void wantsAtLeastOneValue() {
        assertThatThrownBy(() -> new Series(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
