package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.stage.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns what the controller saw last into the one record that everybody is shown. */
final class StatusReader {

    /** A beat comes each second; three missed ones are worth showing. */
    private static final Duration QUIET = Duration.ofSeconds(4);
    private static final Set<NodeState> READY_OR_GOING =
            Set.of(NodeState.READY, NodeState.DRAINING, NodeState.TERMINATING);

    private final NodeIdentity head;
    private final PlanPublisher plans;
    private final ControllerMemory memory;
    private volatile boolean wasReady;

    StatusReader(NodeIdentity head, PlanPublisher plans, ControllerMemory memory) {
        this.head = head;
        this.plans = plans;
        this.memory = memory;
    }

    ClusterStatus read(
            ClusterSpec spec,
            Function<NodeTypeName, Goal> goals,
            boolean stopping,
            List<String> troubles,
            Instant now,
            Optional<ClusterReconciler.Pass> pass,
            Map<NodeId, Sighting> sightings,
            List<JobStatus> jobs,
            List<ClusterEvent> events,
            Optional<Resources> headResources) {
        List<NodeStatus> nodes = nodes(spec, goals, pass, sightings, headResources);
        int wanted = spec.workerTypes().stream().mapToInt(type -> type.minWorkers()).sum();
        ClusterStatus.Phase phase = phase(stopping, pass.isPresent(), wanted, nodes);
        return new ClusterStatus(
                spec.workspace(), spec.name(), Optional.of(head.clusterUuid()), phase, reason(phase, wanted, nodes), now,
                nodes, waits(pass, troubles), plans.endpoints(head.node()), jobs, events);
    }

    /** How each node does, the head first. */
    List<NodeStatus> nodes(
            ClusterSpec spec,
            Function<NodeTypeName, Goal> goals,
            Optional<ClusterReconciler.Pass> pass,
            Map<NodeId, Sighting> sightings,
            Optional<Resources> headResources) {
        List<NodeStatus> nodes = new ArrayList<>();
        nodes.add(headStatus(Optional.ofNullable(sightings.get(head.node())), headResources));
        pass.ifPresent(seen -> seen.observation().slots().stream()
                .filter(view -> view.slot().phase() != NodeSlot.Phase.FREE)
                .forEach(view -> nodes.add(workerStatus(spec, goals, view))));
        return nodes;
    }

    private static List<Wait> waits(Optional<ClusterReconciler.Pass> pass, List<String> troubles) {
        List<Wait> waits = new ArrayList<>(pass.map(seen -> seen.plan().waits()).orElse(List.of()));
        troubles.forEach(trouble -> waits.add(Wait.of("", trouble)));
        return waits;
    }

    private NodeStatus headStatus(Optional<Sighting> sighting, Optional<Resources> resources) {
        return node(head.node(), NodeKind.HEAD, head.type(), head.address(), sighting, Optional.empty(), resources);
    }

    private NodeStatus workerStatus(ClusterSpec spec, Function<NodeTypeName, Goal> goals, SlotView view) {
        NodeSlot slot = view.slot();
        Optional<Instant> launchedAt = view.machine().map(CloudNode::launchedAt);
        String address = view.machine().map(CloudNode::address).orElse("");
        Optional<Resources> resources = spec.workerTypes().stream()
                .filter(type -> type.name().equals(slot.type()))
                .findFirst()
                .flatMap(type -> type.resources());
        // What is under way now may have begun after the observation; a state that lags behind it would confuse.
        String activity = memory.activity(slot.number());
        boolean busy = view.busy() || !activity.isEmpty();
        NodeState before = switch (slot.phase()) {
            case PLANNED -> slot.failures() == 0 && busy ? NodeState.LAUNCHING : NodeState.PLANNED;
            case LAUNCHED -> busy || slot.failures() > 0 ? NodeState.SETTING_UP : NodeState.LAUNCHING;
            case SET_UP -> NodeState.READY;
            case DRAINING -> NodeState.DRAINING;
            case TERMINATING, FREE -> NodeState.TERMINATING;
        };
        if (before == NodeState.DRAINING) {
            return draining(view, address, launchedAt, resources);
        }
        if (before == NodeState.READY) {
            NodeStatus node =
                    node(slot.node(), NodeKind.WORKER, slot.type(), address, view.sighting(), launchedAt, resources);
            boolean isOfAType = spec.workerTypes().stream().anyMatch(type -> type.name().equals(slot.type()));
            return node.state() == NodeState.READY && isOfAType
                    ? unlessSomethingIsToBeDone(node, view, goals.apply(slot.type()))
                    : node;
        }
        return new NodeStatus(
                slot.node(), NodeKind.WORKER, slot.type(), before, address, slot.reason(),
                activity, launchedAt, resources, List.of());
    }

    private static NodeStatus draining(
            SlotView view, String address, Optional<Instant> launchedAt, Optional<Resources> resources) {
        Optional<Heartbeat> beat = view.sighting().flatMap(Sighting::heartbeat);
        NodeSlot slot = view.slot();
        return new NodeStatus(
                slot.node(), NodeKind.WORKER, slot.type(), NodeState.DRAINING, address, slot.reason(),
                beat.flatMap(Heartbeat::drain).map(DrainStatus::detail).orElse(""), launchedAt,
                beat.map(Heartbeat::resources).or(() -> resources),
                beat.map(Heartbeat::services).orElse(List.of()), metrics(view.sighting(), beat));
    }

    /** A node whose services run is ready only when the user's own steps are done as well. */
    private NodeStatus unlessSomethingIsToBeDone(NodeStatus node, SlotView view, Goal goal) {
        NodeSlot slot = view.slot();
        List<String> changed = goal.mark().differences(slot.mark());
        if (!changed.isEmpty()) {
            return node.in(NodeState.SETTING_UP, slot.reason().isEmpty()
                    ? "to be set up again: " + String.join(", ", changed) + " changed" : slot.reason(),
                    memory.activity(slot.number()));
        }
        if (!goal.startKey().isEmpty() && !goal.startKey().equals(view.startedWith())) {
            return node.in(NodeState.STARTING,
                    slot.reason().isEmpty() ? "its start commands have not run yet" : slot.reason(),
                    memory.activity(slot.number()));
        }
        return node;
    }

    private NodeStatus node(
            NodeId id,
            NodeKind kind,
            NodeTypeName type,
            String address,
            Optional<Sighting> sighting,
            Optional<Instant> launchedAt,
            Optional<Resources> resources) {
        Optional<Heartbeat> beat = sighting.flatMap(Sighting::heartbeat);
        List<ServiceStatus> services = beat.map(Heartbeat::services).orElse(List.of());
        Judgement judgement = judge(id, sighting, beat, services);
        return new NodeStatus(
                id, kind, type, judgement.state(), address,
                judgement.reason(), beat.map(Heartbeat::activity).orElse(""), launchedAt,
                beat.map(Heartbeat::resources).or(() -> resources), services, metrics(sighting, beat));
    }

    /** What a silent node measured last is not how it does now. */
    private static Map<String, Double> metrics(Optional<Sighting> sighting, Optional<Heartbeat> beat) {
        boolean isFresh = sighting.map(seen -> seen.silentFor().compareTo(QUIET) <= 0).orElse(false);
        return beat.filter(said -> isFresh).map(Heartbeat::metrics).orElse(Map.of());
    }

    private record Judgement(NodeState state, String reason) {}

    private Judgement judge(
            NodeId id, Optional<Sighting> sighting, Optional<Heartbeat> beat, List<ServiceStatus> services) {
        if (beat.isEmpty()) {
            return new Judgement(NodeState.STARTING, "its container has not beaten yet");
        }
        Duration silent = sighting.orElseThrow().silentFor();
        if (sighting.orElseThrow().severed()) {
            return new Judgement(
                    NodeState.SUSPECT, "silent for " + silent.toSeconds() + " s, its connection to the state is closed");
        }
        if (silent.compareTo(QUIET) > 0) {
            return new Judgement(NodeState.SUSPECT, "silent for " + silent.toSeconds() + " s");
        }
        if (!plans.hash(id).map(hash -> hash.equals(beat.get().planHash())).orElse(false)) {
            return new Judgement(NodeState.STARTING, "its plan is not applied yet");
        }
        for (ServiceStatus service : services) {
            boolean onItsWay = service.state() == ServiceState.WAITING || service.state() == ServiceState.STARTING;
            if (!service.isAsWished()) {
                return new Judgement(
                        onItsWay ? NodeState.STARTING : NodeState.SUSPECT,
                        service.name() + " is " + service.state()
                                + (service.detail().isEmpty() ? "" : ": " + service.detail()));
            }
        }
        return new Judgement(NodeState.READY, "");
    }

    private ClusterStatus.Phase phase(boolean stopping, boolean looked, int wanted, List<NodeStatus> nodes) {
        if (stopping) {
            return ClusterStatus.Phase.STOPPING;
        }
        boolean ready = looked
                && readyWorkers(nodes) >= wanted
                && nodes.stream().allMatch(node -> READY_OR_GOING.contains(node.state()));
        if (ready) {
            wasReady = true;
            return ClusterStatus.Phase.READY;
        }
        return wasReady ? ClusterStatus.Phase.DEGRADED : ClusterStatus.Phase.STARTING;
    }

    private static String reason(ClusterStatus.Phase phase, int wanted, List<NodeStatus> nodes) {
        if (phase == ClusterStatus.Phase.READY || phase == ClusterStatus.Phase.STOPPING) {
            return "";
        }
        String workers = readyWorkers(nodes) + " of " + wanted + " workers are ready";
        return nodes.stream()
                .filter(node -> node.state() == NodeState.SUSPECT || node.state() == NodeState.FAILED)
                .findFirst()
                .map(node -> workers + "; " + node.id() + ": " + node.reason())
                .orElse(workers);
    }

    private static long readyWorkers(List<NodeStatus> nodes) {
        return nodes.stream()
                .filter(node -> node.kind() == NodeKind.WORKER && node.state() == NodeState.READY)
                .count();
    }
}
