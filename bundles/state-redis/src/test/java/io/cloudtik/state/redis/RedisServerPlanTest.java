package io.cloudtik.state.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.state.StateAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisServerPlanTest {

    private final StateAddress address = new StateAddress(
            "uuid", "127.77.0.1", 6379, List.of(6380, 6381), StateAddress.CONTROLLER, Secret.of("very secret"));
    private final NodePlan plan = RunningRedis.backend().servers(address);

    @Test
    void runsOnePrimaryAndEachShardForEver() {
        assertThat(plan.services())
                .extracting(PlannedService::name)
                .containsExactly("redis-primary", "redis-shard-0", "redis-shard-1");
        assertThat(plan.services()).allSatisfy(service -> {
            assertThat(service.runtime()).isEqualTo("system");
            assertThat(service.restartPolicy().restarts()).isTrue();
            assertThat(service.restartPolicy().mostRestarts()).isEqualTo(Integer.MAX_VALUE);
            assertThat(service.stopSignal()).isEqualTo("TERM");
        });
        assertThat(plan.services().get(2).healthCheck()).isEqualTo(HealthCheck.tcp("127.77.0.1", 6381));
    }

    @Test
    void putsNothingButPathsOnACommandLine() {
        assertThat(plan.services().get(0).command())
                .containsExactly("${distribution}/lib/redis/redis-server", "${dir}/redis/primary.conf");
        assertThat(plan.services()).allSatisfy(service -> assertThat(service.environment()).isEmpty());
    }

    @Test
    void bindsToTheHeadsAddressAlone() {
        assertThat(content("redis/primary.conf")).containsOnlyOnce("bind 127.77.0.1\nport 6379\nprotected-mode yes\n");
        assertThat(content("redis/shard-1.conf")).containsOnlyOnce("bind 127.77.0.1\nport 6381\nprotected-mode yes\n");
    }

    @Test
    void thePrimaryWritesThroughAndTheShardsOnceASecond() {
        assertThat(content("redis/primary.conf")).contains("appendonly yes", "appendfsync always", "maxmemory-policy noeviction");
        assertThat(content("redis/shard-0.conf")).contains("appendonly yes", "appendfsync everysec", "maxmemory-policy noeviction");
    }

    @Test
    void holdsThePasswordOnlyAsAHash() {
        assertThat(plan.files()).allSatisfy(file -> {
            assertThat(file.mode()).isEqualTo(0600);
            assertThat(file.content()).doesNotContain("very secret");
        });
        assertThat(content("redis/primary.acl"))
                .isEqualTo("user default reset off ~* &* +@all\n"
                        + "user controller on #546bb0a05a36cf112fbc47938f3d554e4d339a2ef033948e40a66ebe63a35a77 ~* &* +@all\n");
    }

    @Test
    void leavesTheAccountsToRedisOnceTheyExist() {
        assertThat(plan.files())
                .filteredOn(PlannedFile::onlyIfMissing)
                .extracting(PlannedFile::path)
                .containsExactly("redis/primary.acl", "redis/shard-0.acl", "redis/shard-1.acl");
    }

    @Test
    void isTheSameForTheSameAddress() {
        assertThat(RunningRedis.backend().servers(address)).isEqualTo(plan);
    }

    private String content(String path) {
        return plan.files().stream()
                .filter(file -> file.path().equals(path))
                .map(PlannedFile::content)
                .findFirst()
                .orElseThrow();
    }
}
