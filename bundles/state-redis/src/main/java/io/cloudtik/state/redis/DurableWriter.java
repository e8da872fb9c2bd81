package io.cloudtik.state.redis;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.StateKey;
import java.util.ArrayList;
import java.util.List;

/** Writes that decide: scripts, so that version and epoch are checked and changed in one step. */
final class DurableWriter {

    /** Lua counts in doubles, which are exact below. */
    private static final long TOO_LARGE = 1L << 53;

    private final RedisEndpoint primary;
    private final String release;

    DurableWriter(RedisEndpoint primary, String release) {
        this.primary = primary;
        this.release = release;
    }

    long compareAndSet(StateKey key, String text, long expectedVersion, long epoch) {
        long version = expectedVersion + 1;
        List<String> record = RedisRecord.arguments(key, text, version, epoch, release);
        change(Script.COMPARE_AND_SET, key, expectedVersion, epoch, record);
        return version;
    }

    void delete(StateKey key, long expectedVersion, long epoch) {
        change(Script.DELETE, key, expectedVersion, epoch, List.of());
    }

    long nextEpoch() {
        List<String> answer = run(Script.NEXT_EPOCH, List.of(RedisKeys.EPOCH), List.of());
        return switch (answer.get(0)) {
            case "done" -> Long.parseLong(answer.get(1));
            default -> throw damagedEpoch();
        };
    }

    private void change(Script script, StateKey key, long expectedVersion, long epoch, List<String> fields) {
        if (epoch < 0 || epoch >= TOO_LARGE) {
            throw new IllegalArgumentException(epoch + " is no epoch");
        }
        List<String> arguments = new ArrayList<>(List.of(Long.toString(expectedVersion), Long.toString(epoch)));
        arguments.addAll(fields);
        List<String> answer = run(script, List.of(RedisKeys.record(key), RedisKeys.EPOCH), arguments);
        switch (answer.get(0)) {
            case "done" -> { }
            case "version" -> throw new PlatformException(
                    Kind.CONFLICT, key + " is at version " + answer.get(1) + ", not at the expected " + expectedVersion);
            case "epoch" -> throw new PlatformException(
                    Kind.CONFLICT, "the writer of " + key + " holds epoch " + epoch + ", but epoch " + answer.get(1) + " has begun");
            default -> throw damagedEpoch();
        }
    }

    private List<String> run(Script script, List<String> keys, List<String> arguments) {
        Object answer = primary.write(redis -> script.run(redis, Utf8.bytes(keys), Utf8.bytes(arguments)));
        return ((List<?>) answer).stream().map(Utf8::text).toList();
    }

    private static PlatformException damagedEpoch() {
        return new PlatformException(
                        Kind.INTERNAL, "the fencing epoch (" + RedisKeys.EPOCH + ") fails its checksum; nothing is written until it is right again")
                .withRemedy("stop all controllers of the cluster, delete " + RedisKeys.EPOCH + " in the Redis primary, and start one");
    }
}
