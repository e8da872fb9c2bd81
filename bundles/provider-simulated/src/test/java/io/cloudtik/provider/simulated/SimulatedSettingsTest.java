package io.cloudtik.provider.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.provider.simulated.cloud.Catalog;
import io.cloudtik.provider.simulated.cloud.Fault;
import io.cloudtik.provider.simulated.cloud.Weather;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedSettingsTest {

    @Test
    void isACalmCloudWithEnoughOfAllUnlessAskedOtherwise() {
        assertThat(SimulatedSettings.of(Settings.empty()))
                .isEqualTo(new SimulatedSettings(1, Catalog.STANDARD, Weather.CALM));
    }

    @Test
    void takesAllThatUsersMaySet() {
        SimulatedSettings settings = SimulatedSettings.of(Settings.of(Map.of(
                "seed", 7L, "weather", "rough", "faults", Map.of("lost_reply", 0.5, "slow", 1L),
                "listing_lag_seconds", 300L, "room", 2L, "quota", 3L)));

        assertThat(settings.seed()).isEqualTo(7);
        assertThat(settings.catalog().room()).isEqualTo(2);
        assertThat(settings.catalog().quota()).isEqualTo(3);
        assertThat(settings.weather().of(Fault.LOST_REPLY)).isEqualTo(0.5);
        assertThat(settings.weather().of(Fault.SLOW)).isEqualTo(1);
        assertThat(settings.weather().of(Fault.THROTTLED)).isEqualTo(Weather.ROUGH.of(Fault.THROTTLED));
        assertThat(settings.weather().longestLag()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void namesEveryFaultInItsSchema() {
        for (Fault fault : Fault.values()) {
            assertThat(SimulatedSettings.SCHEMA).contains("\"" + fault.word() + "\"");
        }
    }
}
