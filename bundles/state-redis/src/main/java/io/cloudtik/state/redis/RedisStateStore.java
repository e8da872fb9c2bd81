package io.cloudtik.state.redis;

import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The state in Redis, as one account sees it. */
final class RedisStateStore implements StateStore {

    private final RedisEndpoints servers;
    private final RecordReader reader;
    private final DurableWriter durable;
    private final VolatileWriter telling;
    private final RedisLogs logs;

    /** @param release the CloudTik that this is, which its records tell */
    RedisStateStore(RedisEndpoints servers, String release) {
        this.servers = servers;
        this.reader = new RecordReader(servers, release);
        this.durable = new DurableWriter(servers.primary(), release);
        this.telling = new VolatileWriter(servers, release);
        this.logs = new RedisLogs(servers);
    }

    @Override
    public Optional<StateValue> get(StateKey key) {
        return reader.get(key);
    }

    @Override
    public Map<String, StateValue> list(Durability durability, String table) {
        return reader.list(durability, table);
    }

    @Override
    public long compareAndSet(StateKey key, String text, long expectedVersion, long epoch) {
        return durable.compareAndSet(require(Durability.DURABLE, key), text, expectedVersion, epoch);
    }

    @Override
    public void delete(StateKey key, long expectedVersion, long epoch) {
        durable.delete(require(Durability.DURABLE, key), expectedVersion, epoch);
    }

    @Override
    public long nextEpoch() {
        return durable.nextEpoch();
    }

    @Override
    public void put(StateKey key, String text, Duration timeToLive) {
        telling.put(require(Durability.VOLATILE, key), text, timeToLive);
    }

    @Override
    public void append(StateKey key, String text, int limit) {
        logs.append(require(Durability.VOLATILE, key), text, limit);
    }

    @Override
    public List<String> entries(StateKey key) {
        return logs.entries(require(Durability.VOLATILE, key));
    }

    @Override
    public Optional<Set<String>> connectedAccounts() {
        return Optional.of(new RedisAccounts(servers).connected());
    }

    @Override
    public void close() {
        servers.close();
    }

    private static StateKey require(Durability durability, StateKey key) {
        if (key.durability() != durability) {
            throw new IllegalArgumentException("the key " + key + " is " + key.durability() + ", which this call is not for");
        }
        return key;
    }
}
