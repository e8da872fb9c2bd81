package io.cloudtik.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.contracts.time.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is acknowledged stays, whatever happens to the process. */
class RedisDurabilityIT {

    private static final int WRITERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    static IntStream kills() {
        return IntStream.rangeClosed(1, Boolean.getBoolean("cloudtik.full") ? 100 : 5);
    }

    @ParameterizedTest
    @MethodSource("kills")
    void aKillUnderLoadLosesNoAcknowledgedWrite(int kill) throws Exception {
        try (RunningRedis redis = RunningRedis.start(home); StateStore store = open(redis)) {
            long epoch = store.nextEpoch();
            AtomicLongArray acknowledged = new AtomicLongArray(WRITERS);
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
            try {
                List<Future<?>> writers = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    int number = writer;
                    writers.add(threads.submit(() -> writeUntilItFails(store, number, epoch, acknowledged)));
                }
                Eventually.await("each writer has written 100 times", PATIENCE, () -> least(acknowledged) >= 100);

                redis.kill("redis-primary");
                for (Future<?> writer : writers) {
                    writer.get();
                }
            } finally {
                threads.shutdownNow();
            }
            redis.applyPlan();

            assertNothingLost(redis, acknowledged, epoch);
        }
    }

    @Test
    void aRestartKeepsWhatWasWrittenInOneStep() throws Exception {
        StateKey beat = StateKey.ofVolatile("heartbeat", "node-1");
        StateKey events = StateKey.ofVolatile("node-event", "node-1");
        try (RunningRedis redis = RunningRedis.start(home); StateStore store = open(redis)) {
            store.compareAndSet(keyOf(0), "with its epoch", 0, 7);
            store.put(beat, "with its life", Duration.ofMinutes(10));
            store.append(events, "with its limit", 3);

            redis.kill("redis-primary");
            // A shard syncs each second, and a kill may cost it the last ones; what it wrote out must be replayed whole.
            redis.stop("redis-shard-0");
            redis.stop("redis-shard-1");
            redis.applyPlan();

            try (StateStore again = open(redis)) {
                assertThat(again.get(keyOf(0))).contains(new StateValue("with its epoch", 1));
                assertThat(again.nextEpoch()).isEqualTo(8);
                assertThat(again.get(beat)).contains(new StateValue("with its life", 1));
                assertThat(again.entries(events)).containsExactly("with its limit");
            }
        }
    }

    private static void writeUntilItFails(StateStore store, int writer, long epoch, AtomicLongArray acknowledged) {
        try {
            for (long version = 0; ; version++) {
                acknowledged.set(writer, store.compareAndSet(keyOf(writer), "write " + (version + 1), version, epoch));
            }
        } catch (PlatformException e) {
            assertThat(e.kind().isRetryable()).as(e.getMessage()).isTrue();
        }
    }

    private static void assertNothingLost(RunningRedis redis, AtomicLongArray acknowledged, long epoch) {
        try (StateStore store = open(redis)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                StateValue value = store.get(keyOf(writer)).orElseThrow();
                long last = acknowledged.get(writer);
                assertThat(value.version()).isBetween(last, last + 1);
                assertThat(value.text()).isEqualTo("write " + value.version());
            }
            assertThat(store.nextEpoch()).isEqualTo(epoch + 1);
        }
    }

    private static StateStore open(RunningRedis redis) {
        return RunningRedis.backend().open(redis.address());
    }

    private static StateKey keyOf(int writer) {
        return StateKey.durable("slot", "worker-" + writer);
    }

    private static long least(AtomicLongArray numbers) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < numbers.length(); i++) {
            least = Math.min(least, numbers.get(i));
        }
        return least;
    }
}
