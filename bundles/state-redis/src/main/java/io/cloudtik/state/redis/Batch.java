package io.cloudtik.state.redis;

import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Several commands in one round trip. */
final class Batch {

    private Batch() {}

    /** @return the answers of the commands, as Redis gives them */
    static List<?> run(Jedis redis, List<CommandArguments> commands) {
        Connection connection = redis.getConnection();
        commands.forEach(connection::sendCommand);
        return checked(connection.getMany(commands.size()));
    }

    /** The same, but all of them happen together. jedis' own transactions take a second round trip. */
    static List<?> runAsOne(Jedis redis, List<CommandArguments> commands) {
        Connection connection = redis.getConnection();
        connection.sendCommand(new CommandArguments(Command.MULTI));
        commands.forEach(connection::sendCommand);
        connection.sendCommand(new CommandArguments(Command.EXEC));
        List<?> answers = checked(connection.getMany(commands.size() + 2));
        return checked((List<?>) answers.get(answers.size() - 1));
    }

    /** Errors come as answers, so that each command has one. */
    private static List<?> checked(List<?> answers) {
        for (Object answer : answers) {
            if (answer instanceof JedisDataException failure) {
                throw failure;
            }
        }
        return answers;
    }
}
