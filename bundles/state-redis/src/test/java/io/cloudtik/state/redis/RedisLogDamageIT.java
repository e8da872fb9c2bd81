package io.cloudtik.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.state.redis.AppendOnlyLog.Command;
import io.cloudtik.state.redis.AppendOnlyLog.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves of the primary's log, and what a bad disk makes of it. */
@Timeout(1200)
class RedisLogDamageIT {

    private static final boolean FULL = Boolean.getBoolean("cloudtik.full");
    private static final int SAMPLED_CUTS = 8;
    private static final int FLIPS = FULL ? 1_000 : 200;
    /** The version is not among them: a wrong one makes a writer read again, and is no other value. */
    private static final List<String> FIELDS_UNDER_THE_CHECKSUM = List.of("epoch", "format", "checksum", "text");

    private static final StateKey EARLIER = StateKey.durable("slot", "worker-1");
    private static final StateKey LAST = StateKey.durable("slot", "worker-2");

    @TempDir
    private Path home;

    @Test
    void aLogThatEndsWithinItsLastRecordLosesThatOneAlone() throws Exception {
        try (RunningRedis redis = RunningRedis.start(home)) {
            try (StateStore store = open(redis)) {
                store.compareAndSet(EARLIER, "stays", 0, 7);
                // Raises the epoch too: a record of two commands, which must come or go together.
                store.compareAndSet(LAST, "was not acknowledged", 0, 8);
            }
            redis.stop("redis-primary");
            Path file = AppendOnlyLog.fileOf(redis, "primary");
            byte[] log = Files.readAllBytes(file);

            for (int length : cuts(startOfLastRecord(log), log.length)) {
                Files.write(file, Arrays.copyOf(log, length));
                redis.applyPlan();
                assertOnlyTheLastIsLost(redis, length, log.length);
                redis.kill("redis-primary");
            }
        }
    }

    private static int startOfLastRecord(byte[] log) {
        List<Command> commands = AppendOnlyLog.commandsIn(log);
        assertThat(commands.get(commands.size() - 1).is("EXEC")).isTrue();
        return commands.stream().filter(command -> command.is("MULTI")).mapToInt(Command::offset).max().orElseThrow();
    }

    private static List<Integer> cuts(int start, int end) {
        int step = FULL ? 1 : (end - start) / SAMPLED_CUTS;
        return IntStream.rangeClosed(start, end).filter(at -> at == end || (at - start) % step == 0).boxed().toList();
    }

    private static void assertOnlyTheLastIsLost(RunningRedis redis, int length, int whole) {
        boolean kept = length == whole;
        try (StateStore store = open(redis)) {
            assertThat(store.get(EARLIER)).as("after %d of %d bytes", length, whole).contains(new StateValue("stays", 1));
            assertThat(store.get(LAST))
                    .as("after %d of %d bytes", length, whole)
                    .isEqualTo(kept ? Optional.of(new StateValue("was not acknowledged", 1)) : Optional.empty());
            assertThat(store.nextEpoch()).as("after %d of %d bytes", length, whole).isEqualTo(kept ? 9 : 8);
        }
    }

    @Test
    void aRecordInWhichABitFlippedIsNeverGivenOut() throws Exception {
        try (RunningRedis redis = RunningRedis.start(home)) {
            try (StateStore store = open(redis)) {
                for (int i = 0; i < FLIPS; i++) {
                    store.compareAndSet(record(i), "the state of slot " + i, 0, 1);
                }
            }
            redis.stop("redis-primary");
            flipABitOfEachRecord(AppendOnlyLog.fileOf(redis, "primary"));
            redis.applyPlan();

            try (StateStore store = open(redis)) {
                for (int i = 0; i < FLIPS; i++) {
                    StateKey key = record(i);
                    assertThatThrownBy(() -> store.get(key))
                            .as("%s", key)
                            .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTERNAL))
                            .hasMessageContaining("fails its checksum; it was set aside");
                }
                assertThat(store.list(Durability.DURABLE, "slot")).isEmpty();
                assertThat(store.list(Durability.DURABLE, RedisKeys.QUARANTINE)).hasSize(FLIPS);
            }
        }
    }

    private static void flipABitOfEachRecord(Path file) throws Exception {
        byte[] log = Files.readAllBytes(file);
        List<Command> records = AppendOnlyLog.commandsIn(log).stream()
                .filter(command -> command.is("HSET") && command.words().get(1).text().startsWith("durable:slot:"))
                .toList();
        assertThat(records).hasSize(FLIPS);
        Random random = new Random(28);
        for (Command record : records) {
            String field = FIELDS_UNDER_THE_CHECKSUM.get(random.nextInt(FIELDS_UNDER_THE_CHECKSUM.size()));
            Word value = record.value(field).orElseThrow();
            log[value.offset() + random.nextInt(value.length())] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file, log);
    }

    private static StateKey record(int number) {
        return StateKey.durable("slot", "worker-" + number);
    }

    private static StateStore open(RunningRedis redis) {
        return RunningRedis.backend().open(redis.address());
    }
}
