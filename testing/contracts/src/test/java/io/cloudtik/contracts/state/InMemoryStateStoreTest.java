package io.cloudtik.contracts.state;

import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.contracts.time.ManualClock;
import java.time.Duration;

class InMemoryStateStoreTest extends StateStoreContract {

    private final ManualClock clock = ManualClock.create();
    private final InMemoryStateStore store = new InMemoryStateStore(clock);

    @Override
    protected StateStore store() {
        return store;
    }

    @Override
    protected void letPass(Duration time) {
        clock.advance(time);
    }
}
