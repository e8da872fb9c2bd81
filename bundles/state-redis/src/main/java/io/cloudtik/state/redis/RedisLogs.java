package io.cloudtik.state.redis;

import io.cloudtik.api.spi.state.StateKey;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Lists of which the newest entries are kept. They carry no checksum: nothing is decided by them. */
final class RedisLogs {

    private final RedisEndpoints servers;

    RedisLogs(RedisEndpoints servers) {
        this.servers = servers;
    }

    void append(StateKey key, String text, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a list that keeps " + limit + " entries keeps nothing: " + key);
        }
        String log = RedisKeys.log(key);
        servers.of(key)
                .write(redis -> Batch.runAsOne(redis, List.of(
                        new CommandArguments(Command.RPUSH).add(log).add(text),
                        new CommandArguments(Command.LTRIM).add(log).add(-limit).add(-1))));
    }

    List<String> entries(StateKey key) {
        return List.copyOf(servers.of(key).read(redis -> redis.lrange(RedisKeys.log(key), 0, -1)));
    }
}
