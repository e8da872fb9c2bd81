package io.cloudtik.state.redis;

import io.cloudtik.api.spi.state.StateKey;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Writes of records that tell and expire. */
final class VolatileWriter {

    private final RedisEndpoints servers;
    private final String release;

    VolatileWriter(RedisEndpoints servers, String release) {
        this.servers = servers;
        this.release = release;
    }

    void put(StateKey key, String text, Duration timeToLive) {
        long millis = timeToLive.toMillis();
        if (millis < 1) {
            throw new IllegalArgumentException(timeToLive + " is too short a life for " + key + ": it takes at least 1 ms");
        }
        String record = RedisKeys.record(key);
        CommandArguments set = new CommandArguments(Command.HSET).add(record);
        RedisRecord.fields(key, text, 0, release).forEach((field, value) -> set.add(field).add(value));
        servers.of(key)
                .write(redis -> Batch.runAsOne(redis, List.of(
                        new CommandArguments(Command.HINCRBY).add(record).add("version").add(1),
                        set,
                        new CommandArguments(Command.PEXPIRE).add(record).add(millis))));
    }
}
