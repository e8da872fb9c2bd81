package io.cloudtik.provider.simulated;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.contracts.provider.NodeProviderContract;
import io.cloudtik.contracts.time.ManualClock;
import io.cloudtik.provider.simulated.cloud.Delay;
import java.time.Duration;
import java.util.Map;

/** With listings that lag behind, as those of clouds do. */
class SimulatedNodeProviderTest extends NodeProviderContract {

    private final ManualClock clock = ManualClock.create();
    private final SimulatedProvider provider = new SimulatedProvider(clock, Delay.NONE);

    @Override
    protected CloudProvider provider() {
        return provider;
    }

    @Override
    protected Settings providerSettings() {
        return Settings.of(Map.of("type", SimulatedProvider.TYPE, "listing_lag_seconds", 30L));
    }

    @Override
    protected void letTimePass() {
        clock.advance(Duration.ofSeconds(2));
    }
}
