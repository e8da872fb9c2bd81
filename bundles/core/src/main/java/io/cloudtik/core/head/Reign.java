package io.cloudtik.core.head;

import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;

/**
 * What a controller holds as long as it controls its cluster.
 *
 * @param epoch borne by each write, so that whoever controlled the cluster before is refused
 */
record Reign(StateAddress address, StateStore store, long epoch) implements AutoCloseable {

    /** Takes the next epoch. */
    static Reign begin(StateBackend backend, StateAddress address) {
        StateStore store = backend.open(address);
        try {
            return new Reign(address, store, store.nextEpoch());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
