package io.cloudtik.state.redis;

import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** The servers of one cluster's state as one account sees them. */
final class RedisEndpoints implements AutoCloseable {

    private final RedisEndpoint primary;
    private final List<RedisEndpoint> shards;

    RedisEndpoints(StateAddress address, Duration timeout) {
        primary = new RedisEndpoint("the Redis primary", address.primaryPort(), address, timeout);
        shards = IntStream.range(0, address.shardPorts().size())
                .mapToObj(shard -> new RedisEndpoint("Redis shard " + shard, address.shardPorts().get(shard), address, timeout))
                .toList();
    }

    RedisEndpoint primary() {
        return primary;
    }

    List<RedisEndpoint> shards() {
        return shards;
    }

    /** Where a key lives: durable ones on the primary, volatile ones on the shard their table and id hash to. */
    RedisEndpoint of(StateKey key) {
        if (key.durability() == Durability.DURABLE) {
            return primary;
        }
        CRC32C hash = new CRC32C();
        hash.update(Utf8.bytes(key.toString()));
        return shards.get((int) (hash.getValue() % shards.size()));
    }

    List<RedisEndpoint> of(Durability durability) {
        return durability == Durability.DURABLE ? List.of(primary) : shards;
    }

    @Override
    public void close() {
        primary.close();
        shards.forEach(RedisEndpoint::close);
    }
}
