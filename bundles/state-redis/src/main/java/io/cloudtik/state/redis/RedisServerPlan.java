package io.cloudtik.state.redis;

import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.api.spi.state.StateAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the servers of the state are run on the head: as services with configuration files, nothing on a command line. */
final class RedisServerPlan {

    /** A script that finds the platform's binary beside itself; the platform is not known where the plan is made. */
    private static final String PROGRAM = "${distribution}/lib/redis/redis-server";
    private static final String RUNTIME = "system";
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    /** Without the shared state nothing else works, so it is never given up. */
    private static final RestartPolicy UNTIL_IT_RUNS =
            new RestartPolicy(true, Duration.ofMillis(500), Duration.ofSeconds(10), Integer.MAX_VALUE);

    private final StateAddress address;
    private final List<PlannedFile> files = new ArrayList<>();
    private final List<PlannedService> services = new ArrayList<>();

    private RedisServerPlan(StateAddress address) {
        this.address = address;
    }

    static NodePlan of(StateAddress address) {
        RedisServerPlan plan = new RedisServerPlan(address);
        // What is acknowledged is on disk.
        plan.add("primary", address.primaryPort(), "always");
        for (int shard = 0; shard < address.shardPorts().size(); shard++) {
            plan.add("shard-" + shard, address.shardPorts().get(shard), "everysec");
        }
        return new NodePlan(List.of(), List.of(), plan.files, plan.services, Map.of());
    }

    private void add(String name, int port, String fsync) {
        String configuration = "redis/" + name + ".conf";
        String accounts = "redis/" + name + ".acl";
        files.add(PlannedFile.secret(configuration, configuration(name, port, fsync, accounts)));
        // Redis adds the nodes' accounts to it.
        files.add(PlannedFile.secret(accounts, RedisAccounts.initialFile(address.password())).keptIfPresent());
        services.add(new PlannedService(
                "redis-" + name,
                RUNTIME,
                List.of(PROGRAM, "${dir}/" + configuration),
                Map.of(),
                List.of(configuration),
                List.of(),
                HealthCheck.tcp(address.host(), port),
                UNTIL_IT_RUNS,
                "TERM",
                STOP_TIME,
                Optional.empty()));
    }

    private String configuration(String name, int port, String fsync, String accounts) {
        return """
                bind %s
                port %d
                protected-mode yes
                aclfile "${dir}/%s"
                acl-pubsub-default resetchannels
                databases 1
                daemonize no
                # A title would overwrite the environment, by which a machine's processes are found.
                set-proc-title no
                loglevel notice
                dir "${dir:redis-data}"
                dbfilename %s.rdb
                save ""
                appendonly yes
                appenddirname %s
                appendfsync %s
                maxmemory-policy noeviction
                tcp-keepalive 60
                """
                .formatted(address.host(), port, accounts, name, name, fsync);
    }
}
