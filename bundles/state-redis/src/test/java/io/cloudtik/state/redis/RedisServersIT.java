package io.cloudtik.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateAccount;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.contracts.net.Fault;
import io.cloudtik.contracts.net.Fault.Direction;
import io.cloudtik.contracts.net.FaultProxy;
import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Servers that hang, fill up, are another's or lie, and what they leave to see on the machine. */
@Timeout(300)
class RedisServersIT {

    private static final StateKey SLOT = StateKey.durable("slot", "worker-1");
    private static final StateKey BEAT = StateKey.ofVolatile("heartbeat", "node-1");
    /** No server that runs takes so long, on however busy a machine. */
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    /** For calls that a stopped server never answers. */
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path home;

    private RunningRedis redis;
    private StateStore store;

    @BeforeEach
    void open() throws IOException {
        redis = RunningRedis.start(home);
        store = open(redis.address());
    }

    private static StateStore open(StateAddress address) {
        return open(address, TIMEOUT);
    }

    private static StateStore open(StateAddress address, Duration timeout) {
        return new RedisStateStore(new RedisEndpoints(address, timeout), "0.1.0");
    }

    /** One that is connected to all servers already. */
    private StateStore impatient() {
        StateStore impatient = open(redis.address(), SHORT);
        Eventually.await("the servers answer in time", PATIENCE, () ->
                succeeds(() -> impatient.get(SLOT)) && succeeds(() -> impatient.list(Durability.VOLATILE, "heartbeat")));
        return impatient;
    }

    @AfterEach
    void close() {
        store.close();
        redis.close();
    }

    @Test
    void aHungServerFailsReadsAndWritesWithinTheDeadline() throws Exception {
        store.compareAndSet(SLOT, "first", 0, 1);
        StateStore impatient = impatient();
        redis.signal("redis-primary", "STOP");
        try (impatient) {
            PlatformException write = failureOf(() -> impatient.compareAndSet(SLOT, "second", 1, 1));
            PlatformException read = failureOf(() -> impatient.get(SLOT));

            assertThat(write.kind()).isEqualTo(Kind.UNKNOWN);
            assertThat(write).hasMessageContaining("the Redis primary at 127.0.0.1:").hasMessageContaining("did not answer in time");
            assertThat(write.remedy()).contains("read again before writing again");
            assertThat(read.kind()).isEqualTo(Kind.UNAVAILABLE);

            redis.signal("redis-primary", "CONT");
            Eventually.await("the same client reads and writes again", PATIENCE, () -> succeeds(() ->
                    impatient.compareAndSet(SLOT, "third", impatient.get(SLOT).orElseThrow().version(), 1)));
        } finally {
            redis.signal("redis-primary", "CONT");
        }
        assertThat(store.get(SLOT).orElseThrow().text()).isEqualTo("third");
    }

    @Test
    void aHungShardLeavesTheOtherKeysUsable() throws Exception {
        StateStore impatient = impatient();
        redis.signal("redis-shard-0", "STOP");
        redis.signal("redis-shard-1", "STOP");
        try (impatient) {
            assertKind(Kind.UNKNOWN, () -> impatient.put(BEAT, "beat", Duration.ofMinutes(1)));
            assertThat(store.compareAndSet(SLOT, "first", 0, 1)).isEqualTo(1);
        } finally {
            redis.signal("redis-shard-0", "CONT");
            redis.signal("redis-shard-1", "CONT");
        }
    }

    @Test
    void aServerThatIsGoneIsUnavailableAndFoundAgain() throws Exception {
        store.compareAndSet(SLOT, "first", 0, 1);
        redis.kill("redis-primary");

        assertKind(Kind.UNAVAILABLE, () -> store.get(SLOT));
        assertKind(Kind.UNAVAILABLE, () -> store.compareAndSet(SLOT, "second", 1, 1));
        redis.applyPlan();

        Eventually.await("the store answers again", PATIENCE, () -> succeeds(() -> store.get(SLOT)));
        assertThat(store.get(SLOT)).contains(new StateValue("first", 1));
    }

    @Test
    void neverRepeatsAWriteWhoseReplyWasLost() throws IOException {
        StateKey events = StateKey.ofVolatile("node-event", "node-1");
        try (FaultProxy way = FaultProxy.to(redis.address().shardPorts().get(0));
                StateStore remote = open(withShard(way.port()))) {
            remote.append(events, "first", 10);
            way.inject(Fault.cut(Direction.TO_CLIENT, 0));

            assertKind(Kind.UNKNOWN, () -> remote.append(events, "second", 10));

            assertThat(remote.entries(events)).containsExactly("first", "second");
        }
    }

    @Test
    void repeatsAReadWhoseReplyWasLost() throws IOException {
        try (FaultProxy way = FaultProxy.to(redis.address().shardPorts().get(0));
                StateStore remote = open(withShard(way.port()))) {
            remote.put(BEAT, "beat", Duration.ofMinutes(1));
            way.inject(Fault.cut(Direction.TO_CLIENT, 0));

            assertThat(remote.get(BEAT)).contains(new StateValue("beat", 1));
        }
    }

    private StateAddress withShard(int port) {
        StateAddress own = redis.address();
        return new StateAddress(own.clusterUuid(), own.host(), own.primaryPort(), List.of(port), own.account(), own.password());
    }

    @Test
    void aFullServerIsUnavailableInItsOwnWordsAndLosesNothing() {
        store.compareAndSet(SLOT, "first", 0, 1);
        try (Jedis primary = redis.raw(redis.address().primaryPort())) {
            primary.configSet("maxmemory", "1");

            assertThatThrownBy(() -> store.compareAndSet(SLOT, "second", 1, 1))
                    .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .hasMessageContaining("OOM");
            primary.configSet("maxmemory", "0");
        }
        assertThat(store.get(SLOT)).contains(new StateValue("first", 1));
        assertThat(store.compareAndSet(SLOT, "second", 1, 1)).isEqualTo(2);
    }

    @Test
    void setsADamagedRecordAsideAndSaysSo() {
        store.compareAndSet(SLOT, "i-0abc", 0, 1);
        store.compareAndSet(StateKey.durable("slot", "worker-2"), "i-0def", 0, 1);
        damage(redis.address().primaryPort(), "durable:slot:worker-1", "i-0abb");

        assertThatThrownBy(() -> store.list(Durability.DURABLE, "slot"))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTERNAL))
                .hasMessageContaining("slot/worker-1 fails its checksum; it was set aside as quarantine/slot.worker-1");

        assertThat(store.get(SLOT)).isEmpty();
        assertThat(store.list(Durability.DURABLE, "slot")).containsOnlyKeys("worker-2");
        assertThat(store.list(Durability.DURABLE, "quarantine"))
                .containsEntry("slot.worker-1", new StateValue("i-0abb", 1));
        assertThat(store.compareAndSet(SLOT, "i-0abc", 0, 1)).isEqualTo(1);
    }

    @Test
    void setsADamagedRecordAsideThatIsNoTextAnyMore() {
        store.put(BEAT, "beat", Duration.ofMinutes(1));
        for (int port : redis.address().shardPorts()) {
            try (Jedis shard = redis.raw(port)) {
                if (shard.exists("volatile:heartbeat:node-1")) {
                    shard.hset(Utf8.bytes("volatile:heartbeat:node-1"), Utf8.bytes("text"), new byte[] {'b', (byte) 0xff});
                }
            }
        }

        assertKind(Kind.INTERNAL, () -> store.get(BEAT));

        assertThat(store.get(BEAT)).isEmpty();
        assertThat(store.list(Durability.VOLATILE, "quarantine")).containsOnlyKeys("heartbeat.node-1");
    }

    @Test
    void noticesARecordThatLiesUnderTheWrongKey() {
        store.compareAndSet(SLOT, "i-0abc", 0, 1);
        try (Jedis primary = redis.raw(redis.address().primaryPort())) {
            primary.copy("durable:slot:worker-1", "durable:slot:worker-9", true);
        }

        assertKind(Kind.INTERNAL, () -> store.get(StateKey.durable("slot", "worker-9")));
    }

    @Test
    void writesNothingUnderADamagedEpoch() {
        long epoch = store.nextEpoch();
        try (Jedis primary = redis.raw(redis.address().primaryPort())) {
            primary.hset(RedisKeys.EPOCH, "value", "9");
        }

        assertKind(Kind.INTERNAL, () -> store.compareAndSet(SLOT, "text", 0, epoch + 100));
        assertKind(Kind.INTERNAL, () -> store.nextEpoch());

        assertThat(store.get(SLOT)).isEmpty();
    }

    @Test
    void refusesARecordOfANewerFormatAndNamesWhoWroteIt() {
        makeNewer();

        assertThatThrownBy(() -> store.get(SLOT))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.INVALID);
                    assertThat(e.remedy()).contains("use CloudTik 9.8.7, or a newer one");
                })
                .hasMessage("the record slot/worker-1 is of format 2, written by CloudTik 9.8.7; this one reads format 1");
        assertThat(store.list(Durability.DURABLE, "quarantine")).isEmpty();
    }

    private void makeNewer() {
        store.compareAndSet(SLOT, "text", 0, 1);
        CRC32C checksum = new CRC32C();
        checksum.update(Utf8.bytes("durable:slot:worker-1\n1\n2\ntext"));
        try (Jedis primary = redis.raw(redis.address().primaryPort())) {
            primary.hset("durable:slot:worker-1", "format", "2");
            primary.hset("durable:slot:worker-1", "checksum", String.format("%08x", checksum.getValue()));
            primary.hset("durable:slot:worker-1", "release", "9.8.7");
        }
    }

    @Test
    void tellsWhichReleaseWroteARecordAndReadsOneThatDoesNotTell() {
        store.compareAndSet(SLOT, "text", 0, 1);
        try (Jedis primary = redis.raw(redis.address().primaryPort())) {
            assertThat(primary.hget("durable:slot:worker-1", "release")).isEqualTo("0.1.0");
            primary.hdel("durable:slot:worker-1", "release");
        }

        assertThat(store.get(SLOT)).contains(new StateValue("text", 1));
        assertThat(store.list(Durability.DURABLE, "slot")).containsOnlyKeys("worker-1");
        assertThat(store.compareAndSet(SLOT, "next", 1, 1)).isEqualTo(2);
    }

    @Test
    void refusesTheStateOfAnotherCluster() {
        store.compareAndSet(SLOT, "text", 0, 1);
        StateAddress own = redis.address();
        StateAddress foreign = new StateAddress(
                "0c2f4d6e-0000-0000-0000-000000000000", own.host(), own.primaryPort(), own.shardPorts(), own.account(), own.password());

        try (StateStore other = open(foreign)) {
            assertThatThrownBy(() -> other.get(SLOT))
                    .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                    .hasMessageContaining(own.clusterUuid());
        }
    }

    @Test
    void takesAnEmptiedServerIntoUseAgainWhileItsConnectionsLast() {
        StateAddress own = redis.address();
        StateAccount node = new StateAccount(new NodeId("node-1"), Secret.of("secret of node 1"));
        RunningRedis.backend().grant(own, node);
        StateKey plan = StateKey.durable("plan", "node-1");
        StateAddress asNode = new StateAddress(
                own.clusterUuid(), own.host(), own.primaryPort(), own.shardPorts(), node.node().value(), node.password());
        assertThat(succeeds(() -> look(store))).isTrue();

        for (int port : own.shardPorts()) {
            empty(port);
        }
        empty(own.primaryPort());

        try (StateStore reconnected = open(asNode)) {
            Eventually.await("a node that connects anew is let in", PATIENCE, () ->
                    succeeds(() -> look(store))
                            && succeeds(() -> reconnected.put(BEAT, "beat", Duration.ofMinutes(1)))
                            && succeeds(() -> reconnected.get(plan)));
        }
        assertThat(store.get(BEAT)).isPresent();
    }

    @Test
    void doesNotTakeWhatAnotherClusterTookMeanwhile() {
        StateAddress own = redis.address();
        assertThat(succeeds(() -> look(store))).isTrue();
        try (Jedis primary = redis.raw(own.primaryPort())) {
            primary.flushAll();
            primary.set(RedisKeys.CLUSTER, "another");
        }

        Eventually.await("the connections that were there are looked at again", PATIENCE, () -> !succeeds(() -> look(store)));

        assertThatThrownBy(() -> store.compareAndSet(SLOT, "text", 0, 1))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageContaining("holds the state of cluster another");
    }

    /** What a controller's pass reads: the primary, and each shard. */
    private static void look(StateStore store) {
        store.list(Durability.DURABLE, "slot");
        store.list(Durability.VOLATILE, "heartbeat");
    }

    private void empty(int port) {
        try (Jedis server = redis.raw(port)) {
            server.flushAll();
        }
    }

    @Test
    void refusesAWrongPasswordWithoutRepeatingIt() {
        StateAddress own = redis.address();
        StateAddress wrong = new StateAddress(
                own.clusterUuid(), own.host(), own.primaryPort(), own.shardPorts(), own.account(), Secret.of("not-the-password"));

        try (StateStore other = open(wrong)) {
            assertThatThrownBy(() -> other.get(SLOT))
                    .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED))
                    .hasMessageContaining("account 'controller'")
                    .hasStackTraceContaining("WRONGPASS")
                    .satisfies(e -> assertThat(stackTraceOf(e)).doesNotContain("not-the-password"));
        }
    }

    @Test
    void aClosedStoreIsUnavailable() {
        store.get(SLOT);
        store.close();

        assertKind(Kind.UNAVAILABLE, () -> store.get(SLOT));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void showsNoPasswordInAnyProcess() throws IOException {
        String password = redis.address().password().reveal();

        for (Process process : redis.processes()) {
            assertThat(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")))
                    .contains("redis-server")
                    .doesNotContain(password);
            assertThat(Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"))).doesNotContain(password);
        }
    }

    @Test
    void everyFileOfTheServersIsTheirOwnersAloneAndHoldsNoPassword() throws IOException {
        store.compareAndSet(SLOT, "text", 0, 1);
        try (Jedis primary = redis.raw(redis.address().primaryPort())) {
            primary.aclSave();
        }

        try (Stream<Path> files = Stream.concat(
                Files.walk(redis.planFolder().resolve("redis")), Files.walk(redis.planFolder().resolve("redis-data")))) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertThat(found).hasSizeGreaterThan(6);
            assertThat(found).allSatisfy(file -> {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(redis.address().password().reveal());
            });
        }
    }

    private void damage(int port, String record, String text) {
        try (Jedis server = redis.raw(port)) {
            assertThat(server.hset(record, "text", text)).isZero();
        }
    }

    private static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (PlatformException e) {
            return false;
        }
    }

    private static PlatformException failureOf(ThrowingCallable call) {
        return catchThrowableOfType(PlatformException.class, call);
    }

    private static void assertKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static String stackTraceOf(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
