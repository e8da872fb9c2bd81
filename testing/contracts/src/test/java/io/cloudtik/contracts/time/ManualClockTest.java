package io.cloudtik.contracts.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ManualClockTest {

    private final Instant start = Instant.parse("2026-03-01T12:00:00Z");
    private final ManualClock clock = ManualClock.at(start);

    @Test
    void standsStillUntilAdvanced() {
        assertThat(clock.instant()).isEqualTo(start).isEqualTo(clock.instant());

        clock.advance(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(start.plusSeconds(5));
    }

    @Test
    void showsTheSameTimeInEveryZone() {
        Clock elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));

        clock.set(start.minusSeconds(60));

        assertThat(elsewhere.instant()).isEqualTo(start.minusSeconds(60));
    }
}
