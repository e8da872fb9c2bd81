package io.cloudtik.provider.simulated;

import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.contracts.provider.WorkspaceProviderContract;
import io.cloudtik.contracts.time.ManualClock;
import io.cloudtik.provider.simulated.cloud.Delay;

class SimulatedWorkspaceTest extends WorkspaceProviderContract {

    private final SimulatedProvider provider = new SimulatedProvider(ManualClock.create(), Delay.NONE);

    @Override
    protected CloudProvider provider() {
        return provider;
    }
}
