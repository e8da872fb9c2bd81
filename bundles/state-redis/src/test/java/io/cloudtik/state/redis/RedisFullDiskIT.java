package io.cloudtik.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.contracts.time.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is acknowledged that is not on the disk; what is there can be read; with room, writing goes on. */
@Timeout(300)
class RedisFullDiskIT {

    private static final StateKey SLOT = StateKey.durable("slot", "worker-1");
    private static final StateKey BEAT = StateKey.ofVolatile("heartbeat", "node-1");
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** More than what is left of any page. */
    private static final String LONG = "x".repeat(64 * 1024);

    @TempDir
    private Path home;

    @Test
    void aShardRefusesWritesIsReadOnAndRecoversByItself() throws Exception {
        try (SmallDisk disk = SmallDisk.at(RunningRedis.dataFolder(home));
                RunningRedis redis = RunningRedis.start(home);
                StateStore store = RunningRedis.backend().open(redis.address())) {
            store.put(BEAT, "beat", LIFE);
            disk.fill();

            Eventually.await("the shard notices", PATIENCE, () -> failureOf(() -> store.put(BEAT, LONG, LIFE)).isPresent());

            PlatformException refused = failureOf(() -> store.put(BEAT, LONG, LIFE)).orElseThrow();
            assertThat(refused.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refused).hasMessageContaining("MISCONF").hasMessageContaining("No space left on device");
            assertThat(store.get(BEAT)).isPresent();
            disk.makeRoom();
            Eventually.await("the shard writes again", PATIENCE, () -> failureOf(() -> store.put(BEAT, "beat", LIFE)).isEmpty());
        }
    }

    /** One that writes through ends rather than acknowledge what it cannot write; the node's supervisor starts it again. */
    @Test
    void aPrimaryEndsIsReadOnceItIsStartedAgainAndGoesOnWithRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.at(RunningRedis.dataFolder(home));
                RunningRedis redis = RunningRedis.start(home);
                StateStore store = RunningRedis.backend().open(redis.address())) {
            store.compareAndSet(SLOT, "first", 0, 1);
            disk.fill();

            PlatformException refused = failureOf(() -> store.compareAndSet(SLOT, LONG, 1, 1)).orElseThrow();
            assertThat(refused.kind()).isEqualTo(Kind.UNKNOWN);
            restartOnceEnded(redis);
            assertThat(read(store)).isEqualTo(new StateValue("first", 1));
            assertThat(failureOf(() -> store.compareAndSet(SLOT, LONG, 1, 1)).orElseThrow().kind().isRetryable()).isTrue();

            disk.makeRoom();
            restartOnceEnded(redis);
            assertThat(read(store)).isEqualTo(new StateValue("first", 1));
            assertThat(store.compareAndSet(SLOT, LONG, 1, 1)).isEqualTo(2);
        }
    }

    private static void restartOnceEnded(RunningRedis redis) throws Exception {
        redis.process("redis-primary").waitFor();
        redis.kill("redis-primary");
        redis.applyPlan();
    }

    private static StateValue read(StateStore store) {
        Eventually.await("the store answers again", PATIENCE, () -> failureOf(() -> store.get(SLOT)).isEmpty());
        return store.get(SLOT).orElseThrow();
    }

    private static Optional<PlatformException> failureOf(Runnable call) {
        return Optional.ofNullable(catchThrowableOfType(PlatformException.class, call::run));
    }
}
