package io.cloudtik.core.simulation;

import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.provider.simulated.cloud.Machine;
import io.cloudtik.provider.simulated.cloud.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Knows the truth and judges by it everything the controller does. */
final class Oracle {

    /** A decision may rest on what was seen that long ago. */
    private static final Duration HINDSIGHT = Duration.ofSeconds(60);
    /** A node that works but for its beats is not given up sooner. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(100);

    /** A machine that never answers, until it is given up. */
    private static final Duration COST_OF_A_FAILURE = Duration.ofMinutes(5);

    private final ClusterUuid uuid;
    private final SimulatedCloud cloud;
    private final SimulatedNodes nodes;
    private final History history;
    private final List<String> violations = new ArrayList<>();
    private SharedState state;
    private int mayGo;
    private int mayHave;
    private Instant disturbedAt = Instant.EPOCH;

    Oracle(ClusterUuid uuid, SimulatedCloud cloud, SimulatedNodes nodes, History history) {
        this.uuid = uuid;
        this.cloud = cloud;
        this.nodes = nodes;
        this.history = history;
    }

    void watch(SharedState truth) {
        state = truth;
    }

    /** So many more nodes that work may be ended, since somebody wants fewer. */
    void allowEnds(int count) {
        mayGo += count;
    }

    /** So many are wanted, or were. */
    void mayHave(int count) {
        mayHave = Math.max(mayHave, count);
    }

    /** The head itself stood still, or another one began: what it judges by may be old. */
    void disturbed() {
        disturbedAt = cloud.now();
    }

    void violated(String what) {
        history.tell("VIOLATION", () -> what);
        violations.add(what);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    void told(String event) {
        history.tell("event", () -> event);
    }

    boolean isOurs(Machine machine) {
        return uuid.value().equals(machine.tags().get(NodeTags.CLUSTER_UUID));
    }

    /** Our machines that truly exist. */
    List<Machine> living() {
        Instant now = cloud.now();
        return cloud.machines().stream().filter(machine -> isOurs(machine) && machine.isAliveAt(now)).toList();
    }

    /** A slot was recorded as it is now. */
    void recorded(Optional<NodeSlot> before, NodeSlot after) {
        history.tell("record", () -> after.node() + " " + after.phase() + " " + after.cloudId() + " " + after.reason());
        before.filter(slot -> slot.attempt() != after.attempt() || !after.isWanted()).ifPresent(slot -> givenUp(slot, after));
        List<NodeSlot> wanted = state.slots().stream().filter(NodeSlot::isWanted).toList();
        if (wanted.size() > mayHave) {
            violated("too many nodes: " + wanted.stream().map(slot -> slot.node() + " " + slot.phase()).toList() + ", and at most "
                    + mayHave + " were ever wanted");
        }
    }

    private void givenUp(NodeSlot slot, NodeSlot after) {
        boolean well = living(slot.cloudId()).map(machine -> isWell(slot, machine)).orElse(false);
        if (!well || !state.isSoundSince(HINDSIGHT) || disturbedAt.plus(HINDSIGHT).isAfter(cloud.now())) {
            return;
        }
        if (mayGo > 0 && !after.isWanted()) {
            mayGo--;
            return;
        }
        violated("a node that does well was given up: " + slot.node() + " becomes " + after.node() + " " + after.phase() + ": "
                + after.reason());
    }

    /** Whether a fair judge would have waited. */
    private boolean isWell(NodeSlot slot, Machine machine) {
        return switch (slot.phase()) {
            case SET_UP -> nodes.isHealthySince(machine, HINDSIGHT) || nodes.isSuspectOnly(machine, HINDSIGHT, LEAST_PATIENCE);
            // It has hardly been launched, and nothing was tried on it yet.
            case LAUNCHED -> machine.launchedAt().plus(HINDSIGHT).isAfter(cloud.now()) && slot.failures() == 0;
            case PLANNED, DRAINING, TERMINATING, FREE -> false;
        };
    }

    /** Somebody is about to ask for the end of machines. */
    void ending(Iterable<String> ids) {
        for (String id : ids) {
            living(id).ifPresent(this::ending);
            cloud.machines().stream()
                    .filter(machine -> machine.id().equals(id) && !isOurs(machine))
                    .forEach(machine -> violated("a foreign machine was to be ended: " + machine.id()));
        }
    }

    private Optional<Machine> living(String id) {
        return living().stream().filter(machine -> machine.id().equals(id)).findFirst();
    }

    private void ending(Machine machine) {
        String node = machine.tags().get(NodeTags.NODE_ID);
        state.slots().stream()
                .filter(slot -> slot.node().value().equals(node) && slot.isWanted())
                .filter(slot -> slot.cloudId().isEmpty() || slot.cloudId().equals(machine.id()))
                .forEach(slot -> violated(
                        "the machine of a wanted slot was to be ended: " + machine.id() + " of " + node + " " + slot.phase()));
    }

    /** A machine was launched, or an earlier one was answered. */
    void launched(CloudNode node) {
        Map<String, List<Machine>> byNode =
                living().stream().collect(Collectors.groupingBy(machine -> machine.tags().get(NodeTags.NODE_ID)));
        byNode.forEach((name, machines) -> {
            if (machines.size() > 1) {
                violated("launched twice: " + name + " is " + machines.stream().map(Machine::id).toList());
            }
        });
        history.tell("cloud", () -> "launch answers " + node.id() + " " + node.state() + " for slot " + SlotNames.slot(node));
    }

    /** What was wanted may cost for all the time, and each machine that failed for the time in which that is found out. */
    void judgeBill(Duration time) {
        List<Machine> ours = cloud.machines().stream().filter(this::isOurs).toList();
        Duration bill = ours.stream().map(machine -> machine.billedUntil(cloud.now())).reduce(Duration.ZERO, Duration::plus);
        Duration bound = time.multipliedBy(mayHave).plus(COST_OF_A_FAILURE.multipliedBy(ours.size()));
        if (bill.compareTo(bound) > 0) {
            violated("the bill is " + bill.toMinutes() + " min of machines, and at most " + bound.toMinutes() + " min were needed");
        }
    }

    /** Why the world is not what is wanted; empty if it is. */
    List<String> unsettled(int wanted) {
        List<String> reasons = new ArrayList<>();
        List<NodeSlot> slots = state.slots().stream().filter(slot -> slot.phase() != NodeSlot.Phase.FREE).toList();
        List<Machine> living = living();
        if (living.size() != wanted) {
            reasons.add(living.size() + " machines of ours exist, " + wanted + " are wanted: "
                    + living.stream().map(machine -> machine.tags().get(NodeTags.NODE_ID)).toList());
        }
        if (slots.size() != wanted) {
            reasons.add(slots.size() + " slots are in use, " + wanted + " are wanted");
        }
        slots.stream()
                .filter(slot -> slot.phase() != NodeSlot.Phase.SET_UP)
                .forEach(slot -> reasons.add(slot.node() + " is " + slot.phase() + ": " + slot.reason()));
        living.stream()
                .filter(machine -> slots.stream().noneMatch(slot -> slot.cloudId().equals(machine.id())))
                .forEach(machine -> reasons.add("orphan: " + machine.id() + ", " + machine.tags().get(NodeTags.NODE_ID)));
        living.stream()
                .filter(machine -> !nodes.runsContainer(machine))
                .forEach(machine -> reasons.add(machine.id() + " runs no container"));
        return reasons;
    }
}
