package io.cloudtik.contracts.state;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A state store in memory, for tests; what it holds lives as long as it does, close or no close. */
public final class InMemoryStateStore implements StateStore {

    private record Expiring(StateValue value, Instant end) {}

    private final InstantSource clock;
    private final Map<StateKey, StateValue> durable = new HashMap<>();
    private final Map<StateKey, Expiring> expiring = new HashMap<>();
    private final Map<StateKey, List<String>> lists = new HashMap<>();
    private long epoch;

    /** @param clock by which volatile values expire */
    public InMemoryStateStore(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public synchronized Optional<StateValue> get(StateKey key) {
        return switch (key.durability()) {
            case DURABLE -> Optional.ofNullable(durable.get(key));
            case VOLATILE -> {
                forgetExpired();
                yield Optional.ofNullable(expiring.get(key)).map(Expiring::value);
            }
        };
    }

    @Override
    public synchronized Map<String, StateValue> list(Durability durability, String table) {
        forgetExpired();
        Map<String, StateValue> values = new TreeMap<>();
        for (StateKey key : switch (durability) {
            case DURABLE -> durable.keySet();
            case VOLATILE -> expiring.keySet();
        }) {
            if (key.table().equals(table)) {
                get(key).ifPresent(value -> values.put(key.id(), value));
            }
        }
        return values;
    }

    @Override
    public synchronized long compareAndSet(StateKey key, String text, long expectedVersion, long writersEpoch) {
        require(Durability.DURABLE, key);
        StateValue next = new StateValue(text, expectedVersion + 1);
        admit(key, expectedVersion, writersEpoch);
        durable.put(key, next);
        return next.version();
    }

    @Override
    public synchronized void delete(StateKey key, long expectedVersion, long writersEpoch) {
        require(Durability.DURABLE, key);
        admit(key, expectedVersion, writersEpoch);
        durable.remove(key);
    }

    @Override
    public synchronized long nextEpoch() {
        epoch++;
        return epoch;
    }

    @Override
    public synchronized void put(StateKey key, String text, Duration timeToLive) {
        require(Durability.VOLATILE, key);
        if (timeToLive.toMillis() < 1) {
            throw new IllegalArgumentException(timeToLive + " is too short a life for " + key);
        }
        long written = get(key).map(StateValue::version).orElse(0L);
        expiring.put(key, new Expiring(new StateValue(text, written + 1), clock.instant().plus(timeToLive)));
    }

    @Override
    public synchronized void append(StateKey key, String text, int limit) {
        require(Durability.VOLATILE, key);
        if (limit < 1) {
            throw new IllegalArgumentException("a list that keeps " + limit + " entries keeps nothing: " + key);
        }
        List<String> entries = lists.computeIfAbsent(key, missing -> new ArrayList<>());
        entries.add(Objects.requireNonNull(text, "text"));
        entries.subList(0, Math.max(0, entries.size() - limit)).clear();
    }

    @Override
    public synchronized List<String> entries(StateKey key) {
        require(Durability.VOLATILE, key);
        return List.copyOf(lists.getOrDefault(key, List.of()));
    }

    @Override
    public void close() {
        // what it holds may be read by another user of the same store
    }

    private void admit(StateKey key, long expectedVersion, long writersEpoch) {
        if (writersEpoch < epoch) {
            throw new PlatformException(
                    Kind.CONFLICT, "the writer of " + key + " holds epoch " + writersEpoch + ", but epoch " + epoch + " has begun");
        }
        long version = get(key).map(StateValue::version).orElse(0L);
        if (version != expectedVersion) {
            throw new PlatformException(
                    Kind.CONFLICT, key + " is at version " + version + ", not at the expected " + expectedVersion);
        }
        epoch = writersEpoch;
    }

    private void forgetExpired() {
        Instant now = clock.instant();
        expiring.values().removeIf(value -> !value.end().isAfter(now));
    }

    private static void require(Durability durability, StateKey key) {
        if (key.durability() != durability) {
            throw new IllegalArgumentException("the key " + key + " is " + key.durability() + ", which this call is not for");
        }
    }
}
