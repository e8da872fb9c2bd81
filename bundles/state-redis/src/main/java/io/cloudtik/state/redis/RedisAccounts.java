package io.cloudtik.state.redis;

import static io.cloudtik.api.spi.state.StateBackend.HEARTBEAT_TABLE;
import static io.cloudtik.api.spi.state.StateBackend.NODE_EVENT_TABLE;
import static io.cloudtik.api.spi.state.StateBackend.PLAN_TABLE;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.state.StateAccount;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.args.ClientType;

/**
 * Who may do what in Redis. Only hashes of passwords are sent or stored. A node gets single commands on keys of its own,
 * so that it can neither see nor disturb another node, nor the server.
 */
final class RedisAccounts {

    private static final Set<String> RESERVED = Set.of("default", StateAddress.CONTROLLER);

    /** Of a line of {@code CLIENT LIST}. */
    private static final String USER = "user=";

    private final RedisEndpoints servers;

    RedisAccounts(RedisEndpoints servers) {
        this.servers = servers;
    }

    /**
     * The accounts a server starts with: the controller's, and nobody else's. Nobody can log in as {@code default}, which
     * is off; but Redis replays its log as that user, and without rights would drop every transaction in it.
     */
    static String initialFile(Secret controllerPassword) {
        return "user default reset off ~* &* +@all\n"
                + "user " + StateAddress.CONTROLLER + " on #" + sha256(controllerPassword) + " ~* &* +@all\n";
    }

    void grant(StateAccount account) {
        String name = nameOf(account.node());
        servers.shards().forEach(shard -> set(shard, name, account.password(), shardRights(name)));
        set(servers.primary(), name, account.password(), primaryRights(name));
    }

    void revoke(NodeId node) {
        String name = nameOf(node);
        remove(servers.primary(), name);
        servers.shards().forEach(shard -> remove(shard, name));
    }

    /** Those that hold a connection to any of the servers. */
    Set<String> connected() {
        return Stream.concat(Stream.of(servers.primary()), servers.shards().stream())
                .flatMap(server -> server.read(redis -> redis.clientList(ClientType.NORMAL)).lines())
                .flatMap(client -> Arrays.stream(client.split(" ")))
                .filter(field -> field.startsWith(USER))
                .map(field -> field.substring(USER.length()))
                .collect(Collectors.toSet());
    }

    private static List<String> primaryRights(String node) {
        return List.of("%R~" + RedisKeys.record(StateKey.durable(PLAN_TABLE, node)), "+hmget");
    }

    private static List<String> shardRights(String node) {
        return List.of(
                "~" + RedisKeys.record(StateKey.ofVolatile(HEARTBEAT_TABLE, node)),
                "~" + RedisKeys.log(StateKey.ofVolatile(NODE_EVENT_TABLE, node)),
                "+multi", "+exec", "+hincrby", "+hset", "+hmget", "+pexpire", "+rpush", "+ltrim", "+lrange");
    }

    private static void set(RedisEndpoint server, String name, Secret password, List<String> rights) {
        List<String> rules = new ArrayList<>(List.of("reset", "on", "#" + sha256(password)));
        rules.addAll(List.of("%R~" + RedisKeys.CLUSTER, "+get", "+ping"));
        rules.addAll(rights);
        server.write(redis -> {
            redis.aclSetUser(name, rules.toArray(String[]::new));
            return redis.aclSave();
        });
    }

    private static void remove(RedisEndpoint server, String name) {
        server.write(redis -> {
            redis.aclDelUser(name);
            return redis.aclSave();
        });
    }

    private static String nameOf(NodeId node) {
        if (RESERVED.contains(node.value())) {
            throw new PlatformException(Kind.INVALID, "the name of node '" + node + "' is that of an account of Redis itself");
        }
        return node.value();
    }

    private static String sha256(Secret password) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Utf8.bytes(password.reveal())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
