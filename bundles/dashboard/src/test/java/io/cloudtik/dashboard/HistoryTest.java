package io.cloudtik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final History history = new History();

    @Test
    void keepsTheLastHourAsItWasAndTheDayBeforeInSteps() {
        for (int i = 0; i < 40_000; i++) {
            history.add(new Moment(i * 5L, 3, 0, 0, i % 2 == 0 ? 10 : 20, -1));
        }

        List<Moment> kept = history.moments();
        assertThat(kept).hasSizeBetween(1440, 1440 + 24);
        assertThat(kept).extracting(Moment::at).isSorted().last().isEqualTo(39_999 * 5L);
        assertThat(kept.get(kept.size() - 1).at() - kept.get(0).at()).isGreaterThan(24 * 3600);
        assertThat(kept.get(0).cpu()).isEqualTo(15);
        assertThat(kept.get(0).memory()).as("what nobody knew stays unknown").isEqualTo(-1);
    }

    @Test
    void remembersAShortTroubleTheDayAfter() {
        history.add(new Moment(0, 2, 0, 1, 5, 5));
        for (int i = 1; i < 2000; i++) {
            history.add(new Moment(i * 5L, 3, 0, 0, 5, 5));
        }

        assertThat(history.moments().get(0).troubled()).isEqualTo(1);
    }

    @Test
    void tellsAMomentOfAClusterByItsNodes() {
        Moment moment = Moment.of(DemoCluster.busy(NOW).status(), NOW);

        assertThat(moment.at()).isEqualTo(NOW.getEpochSecond());
        assertThat(List.of(moment.ready(), moment.coming(), moment.troubled())).containsExactly(3, 1, 1);
        assertThat(moment.cpu()).isEqualTo(43.7); // the mean of four nodes with as many processors
        assertThat(moment.memory()).isEqualTo(56.0);
        assertThat(Moment.of(DemoCluster.empty(NOW).status(), NOW)).isEqualTo(new Moment(NOW.getEpochSecond(), 0, 0, 0, -1, -1));
    }
}
