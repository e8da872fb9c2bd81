package io.cloudtik.state.redis;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Reads records, and never gives out one whose checksum is wrong: that one is set aside and reported. */
final class RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
    private static final byte[][] FIELDS = Utf8.array(RedisRecord.FIELDS);
    private static final int AT_A_TIME = 1_000;

    private final RedisEndpoints servers;
    private final String release;

    RecordReader(RedisEndpoints servers, String release) {
        this.servers = servers;
        this.release = release;
    }

    Optional<StateValue> get(StateKey key) {
        byte[] name = Utf8.bytes(RedisKeys.record(key));
        return valueOf(key, new RedisRecord(servers.of(key).read(redis -> redis.hmget(name, FIELDS))));
    }

    /**
     * Asks each server for the names and then, some at a time, for the records. There is no index of ours: nodes would need
     * the right to write it, and it could be wrong; nor a script: 10,000 records would keep a server from all others
     * for tenths of a second. Fails if one server fails: a list that lacks what a shard holds would tell of nodes that
     * fell silent.
     */
    Map<String, StateValue> list(Durability durability, String table) {
        Map<String, StateValue> values = new TreeMap<>();
        for (RedisEndpoint server : servers.of(durability)) {
            List<String> names = List.copyOf(server.read(redis -> redis.keys(RedisKeys.recordsOf(durability, table))));
            for (int from = 0; from < names.size(); from += AT_A_TIME) {
                List<String> some = names.subList(from, Math.min(from + AT_A_TIME, names.size()));
                List<?> records = server.read(redis -> Batch.run(redis, some.stream().map(RecordReader::read).toList()));
                for (int i = 0; i < some.size(); i++) {
                    StateKey key = RedisKeys.parse(durability, table, some.get(i));
                    valueOf(key, record(records.get(i))).ifPresent(value -> values.put(key.id(), value));
                }
            }
        }
        return values;
    }

    private static CommandArguments read(String record) {
        return new CommandArguments(Command.HMGET).add(record).addObjects(RedisRecord.FIELDS);
    }

    private static RedisRecord record(Object answer) {
        return new RedisRecord(((List<?>) answer).stream().map(byte[].class::cast).toList());
    }

    private Optional<StateValue> valueOf(StateKey key, RedisRecord record) {
        if (record.isAbsent()) {
            return Optional.empty();
        }
        if (record.isDamaged(key)) {
            throw setAside(key, record);
        }
        return Optional.of(record.value(key));
    }

    /** Moves a damaged record to the quarantine, unless somebody has written a good one meanwhile. */
    private PlatformException setAside(StateKey key, RedisRecord damaged) {
        StateKey place = RedisKeys.quarantined(key);
        String wrong = "the record " + key + " fails its checksum";
        try {
            servers.of(key).write(redis -> Script.QUARANTINE.run(
                    redis,
                    Utf8.bytes(List.of(RedisKeys.record(key), RedisKeys.record(place))),
                    quarantineArguments(place, damaged)));
        } catch (PlatformException e) {
            PlatformException failure = new PlatformException(Kind.INTERNAL, wrong + " and could not be set aside");
            failure.addSuppressed(e);
            return failure;
        }
        LOG.error("{}; it was set aside as {}", wrong, place);
        return new PlatformException(Kind.INTERNAL, wrong + "; it was set aside as " + place)
                .withRemedy("read again; what the record told is now derived from the cloud, or has to be told again");
    }

    private List<byte[]> quarantineArguments(StateKey place, RedisRecord damaged) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(Utf8.bytes(Integer.toString(RedisRecord.FIELDS.size())));
        arguments.addAll(Utf8.bytes(RedisRecord.FIELDS));
        arguments.addAll(damaged.raw());
        arguments.addAll(Utf8.bytes(RedisRecord.arguments(place, damaged.readableText(), 1, 0, release)));
        arguments.add(Utf8.bytes("raw"));
        arguments.add(damaged.rawText());
        return arguments;
    }
}
