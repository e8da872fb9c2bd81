package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees between two passes that a node which is waited for has told something new, so that nobody waits for the next pass
 * as well. Each news is seen once, so that a pass which fails is not asked for again and again. Costs nothing while no node
 * is waited for. {@link #await} may be called by one thread and {@link #haveNews} by another.
 */
final class AwaitedNodes {

    private static final Logger log = LoggerFactory.getLogger(AwaitedNodes.class);

    /** What a pass may judge otherwise than the last one. */
    private record Told(String bootId, String plan, Map<String, ServiceState> services) {

        private static Told by(Heartbeat beat) {
            return new Told(beat.bootId(), beat.planHash(), beat.services().stream()
                    .collect(Collectors.toMap(ServiceStatus::name, ServiceStatus::state, (one, other) -> other)));
        }
    }

    private final StateStore store;
    private final RecordCodec codec;
    private volatile Set<String> awaited = Set.of();
    private Map<String, Told> before = Map.of();

    AwaitedNodes(StateStore store, RecordCodec codec) {
        this.store = store;
        this.codec = codec;
    }

    /** @param nodes as the last pass saw them */
    void await(List<NodeStatus> nodes) {
        awaited = nodes.stream()
                .filter(node -> node.state() == NodeState.STARTING)
                .map(NodeStatus::id)
                .map(NodeId::value)
                .collect(Collectors.toSet());
    }

    /** A store that does not answer has none; the pass tells of that. */
    boolean haveNews() {
        Set<String> asked = awaited;
        if (asked.isEmpty()) {
            return false;
        }
        Map<String, Told> now = new HashMap<>();
        try {
            store.list(Durability.VOLATILE, StateBackend.HEARTBEAT_TABLE).forEach((node, value) -> {
                if (asked.contains(node)) {
                    read(value.text()).ifPresent(told -> now.put(node, told));
                }
            });
        } catch (PlatformException e) {
            log.debug("no news of {}: {}", asked, e.getMessage());
            return false;
        }
        boolean news = now.entrySet().stream().anyMatch(entry -> !entry.getValue().equals(before.get(entry.getKey())));
        before = now;
        return news;
    }

    private Optional<Told> read(String beat) {
        try {
            return Optional.of(Told.by(codec.decode(beat, Heartbeat.class)));
        } catch (PlatformException e) {
            log.debug("a beat that is none: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
