package io.cloudtik.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateAccount;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/** What a node may do with its account, and what not. */
class RedisAccountsIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final NodeId NODE = new NodeId("node-1");
    private static final NodeId OTHER = new NodeId("node-2");
    private static final StateKey OWN_PLAN = StateKey.durable(StateBackend.PLAN_TABLE, NODE.value());
    private static final StateKey OTHER_PLAN = StateKey.durable(StateBackend.PLAN_TABLE, OTHER.value());
    private static final StateKey OWN_BEAT = StateKey.ofVolatile(StateBackend.HEARTBEAT_TABLE, NODE.value());
    private static final StateKey OTHER_BEAT = StateKey.ofVolatile(StateBackend.HEARTBEAT_TABLE, OTHER.value());
    private static final StateKey OWN_EVENTS = StateKey.ofVolatile(StateBackend.NODE_EVENT_TABLE, NODE.value());
    private static final StateKey OTHER_EVENTS = StateKey.ofVolatile(StateBackend.NODE_EVENT_TABLE, OTHER.value());

    private final StateBackend backend = RunningRedis.backend();
    private final StateAccount account = new StateAccount(NODE, Secret.of("secret of node 1"));

    @TempDir
    private Path home;

    private RunningRedis redis;
    private StateStore controller;
    private StateStore node;

    @BeforeEach
    void grant() throws IOException {
        redis = RunningRedis.start(home);
        controller = backend.open(redis.address());
        controller.compareAndSet(OWN_PLAN, "plan of node 1", 0, 1);
        controller.compareAndSet(OTHER_PLAN, "plan of node 2", 0, 1);
        backend.grant(redis.address(), account);
        backend.grant(redis.address(), new StateAccount(OTHER, Secret.of("secret of node 2")));
        node = backend.open(addressOf(account));
    }

    @AfterEach
    void close() {
        node.close();
        controller.close();
        redis.close();
    }

    private StateAddress addressOf(StateAccount who) {
        StateAddress own = redis.address();
        return new StateAddress(
                own.clusterUuid(), own.host(), own.primaryPort(), own.shardPorts(), who.node().value(), who.password());
    }

    @Test
    void aNodeReadsItsPlanAndTellsOfItself() {
        assertThat(node.get(OWN_PLAN).orElseThrow().text()).isEqualTo("plan of node 1");
        node.put(OWN_BEAT, "alive", LONG);
        node.append(OWN_EVENTS, "started", 10);

        assertThat(controller.get(OWN_BEAT).orElseThrow().text()).isEqualTo("alive");
        assertThat(controller.entries(OWN_EVENTS)).containsExactly("started");
        assertThat(controller.list(Durability.VOLATILE, StateBackend.HEARTBEAT_TABLE)).containsOnlyKeys("node-1");
    }

    @Test
    void aNodeCannotTouchAnother() {
        assertDenied(() -> node.get(OTHER_PLAN));
        assertDenied(() -> node.put(OTHER_BEAT, "forged", LONG));
        assertDenied(() -> node.get(OTHER_BEAT));
        assertDenied(() -> node.append(OTHER_EVENTS, "forged", 10));
        assertDenied(() -> node.entries(OTHER_EVENTS));

        assertThat(controller.get(OTHER_BEAT)).isEmpty();
        assertThat(controller.entries(OTHER_EVENTS)).isEmpty();
    }

    @Test
    void aNodeCannotDecide() {
        assertDenied(() -> node.compareAndSet(OWN_PLAN, "forged", 1, 1));
        assertDenied(() -> node.delete(OWN_PLAN, 1, 1));
        assertDenied(node::nextEpoch);
        assertDenied(() -> node.list(Durability.DURABLE, StateBackend.PLAN_TABLE));
        assertDenied(() -> node.list(Durability.VOLATILE, StateBackend.HEARTBEAT_TABLE));
        assertDenied(() -> node.get(StateKey.durable("slot", "worker-1")));

        assertThat(controller.get(OWN_PLAN).orElseThrow().text()).isEqualTo("plan of node 1");
    }

    @Test
    void tellsWhoIsConnectedAndThatSomebodyIsNoMore() {
        node.put(OWN_BEAT, "alive", LONG);
        assertThat(controller.connectedAccounts().orElseThrow()).contains(NODE.value(), StateAddress.CONTROLLER);
        assertDenied(node::connectedAccounts);

        node.close();

        Eventually.await("the node's connections are gone", Duration.ofSeconds(1),
                () -> !controller.connectedAccounts().orElseThrow().contains(NODE.value()));
    }

    @Test
    void aNodeCannotReachForTheServer() {
        for (int port : redis.ports()) {
            try (Jedis raw = redis.as(port, NODE.value(), account.password())) {
                assertRefused(raw, Command.CONFIG, "GET", "dir");
                assertRefused(raw, Command.FLUSHALL);
                assertRefused(raw, Command.KEYS, "*");
                assertRefused(raw, Command.SCAN, "0");
                assertRefused(raw, Command.EVAL, "return 1", "0");
                assertRefused(raw, Command.ACL, "LIST");
                assertRefused(raw, Command.SHUTDOWN, "NOSAVE");
                assertRefused(raw, Command.SAVE);
                assertRefused(raw, Command.REPLICAOF, "127.0.0.1", "1");
                assertRefused(raw, Command.SET, RedisKeys.CLUSTER, "forged");
                assertRefused(raw, Command.HSET, RedisKeys.CLUSTER, "a", "b");
                assertRefused(raw, Command.HSET, "durable:plan:node-1", "text", "forged");
                assertRefused(raw, Command.PUBLISH, "channel", "message");
            }
        }
    }

    @Test
    void nobodyIsLetInWithoutAnAccount() {
        for (int port : redis.ports()) {
            try (Jedis anonymous = new Jedis(redis.address().host(), port)) {
                assertThatThrownBy(anonymous::ping).hasMessageStartingWith("NOAUTH");
                assertThatThrownBy(() -> anonymous.auth("default", "")).hasMessageStartingWith("WRONGPASS");
                assertThatThrownBy(() -> anonymous.auth("")).hasMessageStartingWith("WRONGPASS");
            }
        }
    }

    @Test
    void accountsSurviveARestart() throws Exception {
        for (String service : List.of("redis-primary", "redis-shard-0", "redis-shard-1")) {
            redis.kill(service);
        }
        redis.applyPlan();

        try (StateStore again = backend.open(addressOf(account))) {
            assertThat(again.get(OWN_PLAN).orElseThrow().text()).isEqualTo("plan of node 1");
            again.put(OWN_BEAT, "alive", LONG);
            assertDenied(() -> again.get(OTHER_PLAN));
        }
    }

    @Test
    void aRenewedAccountHasOnlyItsNewPassword() {
        StateAccount renewed = new StateAccount(NODE, Secret.of("another secret of node 1"));
        backend.grant(redis.address(), renewed);

        try (StateStore old = backend.open(addressOf(account)); StateStore current = backend.open(addressOf(renewed))) {
            assertUnauthorized(() -> old.get(OWN_PLAN));
            assertThat(current.get(OWN_PLAN)).isPresent();
        }
    }

    @Test
    void aRevokedAccountIsGoneForGood() throws Exception {
        backend.revoke(redis.address(), NODE);
        backend.revoke(redis.address(), NODE);

        try (StateStore revoked = backend.open(addressOf(account))) {
            assertUnauthorized(() -> revoked.get(OWN_PLAN));
            redis.kill("redis-primary");
            redis.applyPlan();
        }
        try (StateStore revoked = backend.open(addressOf(account))) {
            assertUnauthorized(() -> revoked.get(OWN_PLAN));
        }
    }

    @Test
    void aNodeMayNotGrant() {
        assertDenied(() -> backend.grant(addressOf(account), new StateAccount(new NodeId("node-3"), Secret.of("x"))));
    }

    @Test
    void refusesTheNamesOfRedisOwnAccounts() {
        for (String reserved : List.of("default", "controller")) {
            assertThatThrownBy(() -> backend.grant(redis.address(), new StateAccount(new NodeId(reserved), Secret.of("x"))))
                    .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                    .hasMessageContaining("'" + reserved + "'");
        }
    }

    @Test
    void noPasswordIsWrittenAnywhere() throws IOException {
        for (Path file : List.of(redis.planFolder().resolve("redis/primary.acl"), redis.planFolder().resolve("redis/shard-0.acl"))) {
            assertThat(Files.readString(file)).containsPattern("user node-1 on .*#[0-9a-f]{64}").doesNotContain("secret of node 1");
        }
    }

    private static void assertRefused(Jedis raw, ProtocolCommand command, String... arguments) {
        assertThatThrownBy(() -> raw.sendCommand(command, arguments))
                .isInstanceOf(JedisAccessControlException.class)
                .hasMessageStartingWith("NOPERM");
    }

    private static void assertDenied(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DENIED))
                .hasMessageContaining("node-1");
    }

    private static void assertUnauthorized(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED));
    }
}
