package io.cloudtik.state.redis;

import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Plain commands that happen together, in one round trip; jedis' own transactions take two. */
final class RedisTransaction {

    private RedisTransaction() {}

    /** @return the answers of the commands */
    static List<?> run(Jedis redis, CommandArguments... commands) {
        Connection connection = redis.getConnection();
        connection.sendCommand(new CommandArguments(Command.MULTI));
        for (CommandArguments command : commands) {
            connection.sendCommand(command);
        }
        connection.sendCommand(new CommandArguments(Command.EXEC));
        List<Object> answers = connection.getMany(commands.length + 2);
        throwFirstError(answers);
        List<?> executed = (List<?>) answers.get(answers.size() - 1);
        throwFirstError(executed);
        return executed;
    }

    private static void throwFirstError(List<?> answers) {
        for (Object answer : answers) {
            if (answer instanceof JedisDataException failure) {
                throw failure;
            }
        }
    }
}
