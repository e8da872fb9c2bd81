package io.cloudtik.node.control;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.node.system.NodeGauges;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange with the shared state: this node's heartbeat there, its plan back. Not thread-safe. */
final class Beat {

    private static final Logger LOG = LoggerFactory.getLogger(Beat.class);
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

    private final NodeIdentity identity;
    private final StateStore store;
    private final RecordCodec codec;
    private final NodeGauges gauges;
    private final Resources resources;
    private final StateKey heartbeatKey;
    private final StateKey planKey;
    private final String bootId = UUID.randomUUID().toString();
    private long sequence;

    Beat(NodeIdentity identity, StateStore store, RecordCodec codec, NodeGauges gauges) {
        this.identity = identity;
        this.store = store;
        this.codec = codec;
        this.gauges = gauges;
        resources = identity.resources().orElseGet(gauges::resources);
        heartbeatKey = StateKey.ofVolatile(StateBackend.HEARTBEAT_TABLE, identity.node().value());
        planKey = StateKey.durable(StateBackend.PLAN_TABLE, identity.node().value());
    }

    /**
     * @return the text of this node's plan; empty if it has none yet
     * @throws io.cloudtik.api.problem.PlatformException as the store does
     */
    Optional<String> exchange(
            String planHash,
            List<ServiceStatus> services,
            String activity,
            Optional<DrainStatus> drain,
            int loopRestarts) {
        sequence++;
        Heartbeat heartbeat = new Heartbeat(
                identity.node(), bootId, sequence, resources, planHash, services, activity, drain, metrics(loopRestarts));
        store.put(heartbeatKey, codec.encode(heartbeat), TIME_TO_LIVE);
        return store.get(planKey).map(StateValue::text);
    }

    /** A gauge that cannot be read is no reason not to beat. */
    private Map<String, Double> metrics(int loopRestarts) {
        Map<String, Double> metrics = new HashMap<>();
        metrics.put(Heartbeat.KEEP_ALIVE_RESTARTS, (double) loopRestarts);
        try {
            metrics.putAll(gauges.measure());
        } catch (UncheckedIOException e) {
            LOG.debug("this node cannot be measured", e);
        }
        return metrics;
    }
}
