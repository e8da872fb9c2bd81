package io.cloudtik.core.simulation;

import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.provider.simulated.cloud.Machine;
import io.cloudtik.provider.simulated.cloud.SimulatedCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What runs on the simulated machines: containers that beat, and networks that are cut. */
final class SimulatedNodes {

    /** From the start of a container to its first beat. */
    private static final Duration START_UP = Duration.ofSeconds(3);

    /** The inside of a machine. */
    static final class Inside {
        Optional<NodeId> identity = Optional.empty();
        Optional<Instant> containerSince = Optional.empty();
        int boots;
        Instant cutSince = Instant.EPOCH;
        Instant cutUntil = Instant.EPOCH;
        Instant deafUntil = Instant.EPOCH;
    }

    private final SimulatedCloud cloud;
    private final Resources resources;
    private final Map<String, Inside> insides = new HashMap<>();

    SimulatedNodes(SimulatedCloud cloud, Resources resources) {
        this.cloud = cloud;
        this.resources = resources;
    }

    Inside inside(Machine machine) {
        return insides.computeIfAbsent(machine.id(), id -> new Inside());
    }

    /** The machine that has an address now and answers there over SSH. */
    Optional<Machine> reachable(String address) {
        Instant now = cloud.now();
        return cloud.machines().stream()
                .filter(machine -> machine.address().equals(address) && machine.isReachableAt(now))
                .filter(machine -> !inside(machine).deafUntil.isAfter(now))
                .findFirst();
    }

    void startContainer(Machine machine) {
        Inside inside = inside(machine);
        if (inside.containerSince.isEmpty()) {
            inside.containerSince = Optional.of(cloud.now());
            inside.boots++;
        }
    }

    /** From now on its beats do not arrive for a while. */
    void cut(Machine machine, Duration time) {
        Inside inside = inside(machine);
        // What was cut again soon after may not have been heard of in between.
        inside.cutSince = inside.cutUntil.plusSeconds(60).isAfter(cloud.now()) ? inside.cutSince : cloud.now();
        inside.cutUntil = cloud.now().plus(time);
    }

    void endContainer(Machine machine) {
        inside(machine).containerSince = Optional.empty();
    }

    boolean runsContainer(Machine machine) {
        return machine.isReachableAt(cloud.now()) && inside(machine).containerSince.isPresent();
    }

    /** Whether nothing has been wrong with the node for that long: nobody has a reason to give it up. */
    boolean isHealthySince(Machine machine, Duration span) {
        Instant then = cloud.now().minus(span);
        Inside inside = inside(machine);
        return runsContainer(machine)
                && machine.isReachableAt(then)
                && inside.containerSince.map(since -> since.isBefore(then)).orElse(false)
                && inside.cutUntil.isBefore(then);
    }

    /** Whether it works and only its beats have not arrived for less than that: it is suspect, and no more. */
    boolean isSuspectOnly(Machine machine, Duration least, Duration most) {
        Inside inside = inside(machine);
        Instant then = cloud.now().minus(least);
        return runsContainer(machine)
                && machine.isReachableAt(then)
                && inside.containerSince.map(since -> since.isBefore(then)).orElse(false)
                && inside.cutSince.plus(most).isAfter(cloud.now())
                && inside.deafUntil.isBefore(then);
    }

    /**
     * The beats that arrive now.
     *
     * @param plans the stored plan of a node as text and its hash
     */
    List<Heartbeat> beats(Function<NodeId, Optional<PlanText>> plans) {
        Instant now = cloud.now();
        List<Heartbeat> beats = new ArrayList<>();
        for (Machine machine : cloud.machines()) {
            Inside inside = insides.get(machine.id());
            if (inside == null || inside.identity.isEmpty() || !runsContainer(machine) || inside.cutUntil.isAfter(now)) {
                continue;
            }
            Duration up = Duration.between(inside.containerSince.get(), now);
            if (up.compareTo(START_UP) >= 0) {
                Optional<PlanText> plan = plans.apply(inside.identity.get());
                beats.add(new Heartbeat(
                        inside.identity.get(), machine.id() + "-" + inside.boots, up.toSeconds(), resources,
                        plan.map(PlanText::hash).orElse(""), List.of(), "",
                        plan.filter(PlanText::draining).map(text -> new DrainStatus(DrainStatus.State.DRAINED, "")),
                        Map.of()));
            }
        }
        return beats;
    }

    /** A stored plan, as a node reads it. */
    record PlanText(String hash, boolean draining) {

        static PlanText of(String text, NodePlan plan) {
            return new PlanText(NodePlan.hashOf(text), plan.draining());
        }
    }
}
