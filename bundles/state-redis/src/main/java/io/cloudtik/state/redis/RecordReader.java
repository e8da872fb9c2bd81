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

/** Reads records, and never gives out one whose checksum is wrong: that one is set aside and reported. */
final class RecordReader {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);
    private static final byte[][] FIELDS = Utf8.array(RedisRecord.FIELDS);

    private final RedisEndpoints servers;

    RecordReader(RedisEndpoints servers) {
        this.servers = servers;
    }

    Optional<StateValue> get(StateKey key) {
        byte[] name = Utf8.bytes(RedisKeys.record(key));
        return valueOf(key, new RedisRecord(servers.of(key).read(redis -> redis.hmget(name, FIELDS))));
    }

    /** A snapshot of each server. One round trip each; 10,000 records keep a server busy for some 10 ms. */
    Map<String, StateValue> list(Durability durability, String table) {
        List<String> arguments = new ArrayList<>(List.of(RedisKeys.recordsOf(durability, table)));
        arguments.addAll(RedisRecord.FIELDS);
        Map<String, StateValue> values = new TreeMap<>();
        for (RedisEndpoint server : servers.of(durability)) {
            Object answer = server.read(redis -> Script.LIST.run(redis, List.of(), Utf8.bytes(arguments)));
            for (Object found : (List<?>) answer) {
                List<?> entry = (List<?>) found;
                StateKey key = RedisKeys.parse(durability, table, Utf8.text(entry.get(0)));
                List<?> fields = (List<?>) entry.get(1);
                valueOf(key, new RedisRecord(fields.stream().map(byte[].class::cast).toList()))
                        .ifPresent(value -> values.put(key.id(), value));
            }
        }
        return values;
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

    private static List<byte[]> quarantineArguments(StateKey place, RedisRecord damaged) {
        List<byte[]> arguments = new ArrayList<>();
        arguments.add(Utf8.bytes(Integer.toString(RedisRecord.FIELDS.size())));
        arguments.addAll(Utf8.bytes(RedisRecord.FIELDS));
        arguments.addAll(damaged.raw());
        arguments.addAll(Utf8.bytes(RedisRecord.arguments(place, damaged.readableText(), 1, 0)));
        arguments.add(Utf8.bytes("raw"));
        arguments.add(damaged.rawText());
        return arguments;
    }
}
