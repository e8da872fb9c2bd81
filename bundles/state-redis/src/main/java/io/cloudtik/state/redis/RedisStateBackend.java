package io.cloudtik.state.redis;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.state.StateAccount;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The state in Redis servers on the head. */
@Component(property = "name=redis")
public final class RedisStateBackend implements StateBackend {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final String release;

    @Activate
    public RedisStateBackend(@Reference Installation installation) {
        this.release = installation.version();
    }

    @Override
    public NodePlan servers(StateAddress address) {
        return RedisServerPlan.of(address);
    }

    @Override
    public StateStore open(StateAddress address) {
        return new RedisStateStore(new RedisEndpoints(address, TIMEOUT), release);
    }

    @Override
    public void grant(StateAddress controller, StateAccount account) {
        try (RedisEndpoints servers = new RedisEndpoints(controller, TIMEOUT)) {
            new RedisAccounts(servers).grant(account);
        }
    }

    @Override
    public void revoke(StateAddress controller, NodeId node) {
        try (RedisEndpoints servers = new RedisEndpoints(controller, TIMEOUT)) {
            new RedisAccounts(servers).revoke(node);
        }
    }
}
