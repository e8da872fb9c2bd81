package io.cloudtik.core.simulation;

import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Passes every call on; a mutation changes some of them. */
class PassedOnState implements StateStore {

    private final StateStore real;

    PassedOnState(StateStore real) {
        this.real = real;
    }

    @Override
    public Optional<StateValue> get(StateKey key) {
        return real.get(key);
    }

    @Override
    public Map<String, StateValue> list(Durability durability, String table) {
        return real.list(durability, table);
    }

    @Override
    public long compareAndSet(StateKey key, String text, long expectedVersion, long epoch) {
        return real.compareAndSet(key, text, expectedVersion, epoch);
    }

    @Override
    public void delete(StateKey key, long expectedVersion, long epoch) {
        real.delete(key, expectedVersion, epoch);
    }

    @Override
    public long nextEpoch() {
        return real.nextEpoch();
    }

    @Override
    public void put(StateKey key, String text, Duration timeToLive) {
        real.put(key, text, timeToLive);
    }

    @Override
    public void append(StateKey key, String text, int limit) {
        real.append(key, text, limit);
    }

    @Override
    public List<String> entries(StateKey key) {
        return real.entries(key);
    }

    @Override
    public void close() {
        real.close();
    }
}
