package io.cloudtik.core.head;

import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.core.cluster.EventSink;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tells as events how nodes and their services change between two passes: ready, not ready any more and why, a service that
 * ended, a container that was started again. What is so when it first looks is told by nobody: a controller that takes over
 * a running cluster changed nothing in it. Used by one thread.
 */
final class NodeWatch {

    /** @param since monotonic, when the node became ready or ceased to be */
    private record Seen(NodeStatus node, String bootId, boolean wasEverReady, Duration since) {

        private boolean isReady() {
            return node.state() == NodeState.READY;
        }
    }

    private static final Duration HABIT = Duration.ofMinutes(10);
    private static final int FALLS_OF_A_HABIT = 4;

    private final EventSink events;
    private final Time time;
    private final Set<String> down = new HashSet<>();
    private final Map<NodeId, Deque<Duration>> falls = new HashMap<>();
    private final Map<NodeId, Double> loopRestarts = new HashMap<>();
    private Map<NodeId, Seen> before = Map.of();
    private boolean hasLooked;

    NodeWatch(EventSink events, Time time) {
        this.events = events;
        this.time = time;
    }

    void observe(List<NodeStatus> nodes, Map<NodeId, Sighting> sightings) {
        Map<NodeId, Seen> now = new HashMap<>();
        for (NodeStatus node : nodes) {
            Optional<Heartbeat> beat = Optional.ofNullable(sightings.get(node.id())).flatMap(Sighting::heartbeat);
            beat.ifPresent(this::tellLoop);
            String bootId = beat.map(Heartbeat::bootId).orElse("");
            now.put(node.id(), see(node, bootId, Optional.ofNullable(before.get(node.id()))));
        }
        before = now;
        loopRestarts.keySet().retainAll(now.keySet());
        falls.keySet().retainAll(now.keySet());
        down.removeIf(service -> !now.containsKey(new NodeId(service.substring(0, service.indexOf('/')))));
        hasLooked = true;
    }

    private Seen see(NodeStatus node, String bootId, Optional<Seen> last) {
        boolean isReady = node.state() == NodeState.READY;
        if (last.isEmpty()) {
            if (isReady && hasLooked) {
                events.event("NODE_READY", node.id().value(), services(node));
            }
            return new Seen(node, bootId, isReady, time.monotonic());
        }
        Seen seen = last.get();
        if (!bootId.isEmpty() && !seen.bootId().isEmpty() && !bootId.equals(seen.bootId())) {
            events.event("CONTAINER_RESTARTED", node.id().value(), "its container was started again; its services went on");
        }
        if (node.state() != NodeState.DRAINING) {
            tellServices(node, seen.node());
        }
        tellReadiness(node, seen);
        return new Seen(
                node,
                bootId.isEmpty() ? seen.bootId() : bootId,
                seen.wasEverReady() || isReady,
                isReady == seen.isReady() ? seen.since() : time.monotonic());
    }

    private void tellLoop(Heartbeat beat) {
        double restarts = beat.metrics().getOrDefault(Heartbeat.KEEP_ALIVE_RESTARTS, 0.0);
        Double earlier = loopRestarts.put(beat.node(), restarts);
        if (earlier != null && restarts > earlier) {
            events.event("KEEP_ALIVE_RESTARTED", beat.node().value(),
                    "the loop that starts its container again when it dies had ended and was started again");
        }
    }

    private void tellReadiness(NodeStatus node, Seen seen) {
        boolean isReady = node.state() == NodeState.READY;
        long seconds = time.monotonic().minus(seen.since()).toSeconds();
        if (isReady && !seen.isReady()) {
            events.event("NODE_READY", node.id().value(), seen.wasEverReady()
                    ? "again, after " + seconds + " s; " + services(node)
                    : "after " + seconds + " s; " + services(node));
        }
        if (!isReady && seen.isReady() && node.state() != NodeState.DRAINING && node.state() != NodeState.TERMINATING) {
            events.event("NODE_NOT_READY", node.id().value(), node.reason());
            tellFlapping(node.id());
        }
    }

    /** Once for each time that it becomes a habit. */
    private void tellFlapping(NodeId node) {
        Duration now = time.monotonic();
        Deque<Duration> falls = this.falls.computeIfAbsent(node, id -> new ArrayDeque<>());
        falls.removeIf(at -> at.plus(HABIT).compareTo(now) < 0);
        falls.addLast(now);
        if (falls.size() >= FALLS_OF_A_HABIT) {
            events.event("NODE_FLAPPING", node.value(), "it ceased to be ready " + falls.size() + " times within "
                    + HABIT.toMinutes() + " min; cloudtik logs --node " + node + " may tell why");
            falls.clear();
        }
    }

    private static String services(NodeStatus node) {
        String names = node.services().stream()
                .filter(ServiceStatus::isHealthy)
                .map(ServiceStatus::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "it has no services" : "healthy: " + names;
    }

    private void tellServices(NodeStatus node, NodeStatus last) {
        Map<String, ServiceStatus> known = last.services().stream()
                .collect(Collectors.toMap(ServiceStatus::name, Function.identity()));
        for (ServiceStatus service : node.services()) {
            Optional.ofNullable(known.get(service.name()))
                    .ifPresent(earlier -> tellService(node.id() + "/" + service.name(), service, earlier));
        }
    }

    private void tellService(String subject, ServiceStatus service, ServiceStatus earlier) {
        if (isDown(service)) {
            if (down.add(subject) || service.state() != earlier.state()) {
                events.event("SERVICE_" + service.state(), subject, service.detail());
            }
        } else if (service.isHealthy() && down.remove(subject)) {
            events.event("SERVICE_HEALTHY", subject, "again, after " + service.restarts() + " restarts in all");
        } else if (service.restarts() > earlier.restarts() && !down.contains(subject)) {
            // It ended and came back between two beats.
            events.event("SERVICE_RESTARTED", subject, "it ended and was started again, restart " + service.restarts());
        }
    }

    private static boolean isDown(ServiceStatus service) {
        return Set.of(ServiceState.BACKING_OFF, ServiceState.FAILED, ServiceState.UNHEALTHY, ServiceState.STOPPED)
                .contains(service.state());
    }
}
