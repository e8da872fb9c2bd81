package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.stage.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides what brings the nodes of one kind from what is seen to what is wanted. Pure: no clock, no I/O, no logger; the
 * same question has the same answer.
 */
public final class ClusterPlanner {

    /** Fewer silent nodes than this are never taken for a fault of the head's own. */
    private static final int FEWEST_FOR_DOUBT = 3;

    private static final String LAUNCHED_OTHERWISE = "its machine was launched with another node_config or resources";

    private final ClusterSpec spec;
    private final NodeKind kind;
    private final SlotNames names;
    private final Deadlines deadlines;
    private final Function<NodeTypeName, Goal> goals;

    /** @param goals what nodes of a type are to have come to; asked for the types of the specification only */
    public ClusterPlanner(
            ClusterSpec spec,
            NodeKind kind,
            SlotNames names,
            Deadlines deadlines,
            Function<NodeTypeName, Goal> goals) {
        this.spec = spec;
        this.kind = kind;
        this.names = names;
        this.deadlines = deadlines;
        this.goals = goals;
    }

    public ClusterPlan plan(ClusterObservation seen) {
        ClusterPlan.Draft draft = new ClusterPlan.Draft();
        boolean inDoubt = doubtsItself(seen);
        if (inDoubt) {
            draft.waits.add("more than half of the nodes are silent at once: the fault may be here, so nothing is replaced");
        }
        seen.slots().stream().filter(view -> !view.busy()).forEach(view -> follow(view, inDoubt, draft));
        seen.strangers().forEach(machine -> account(machine, seen, draft));
        meetWishes(seen, draft);
        seen.foreign().forEach(machine -> draft.waits.add("machine " + machine.id()
                + " bears this cluster's name and another cluster's uuid; it is left alone"));
        return draft.finish();
    }

    private void follow(SlotView view, boolean inDoubt, ClusterPlan.Draft draft) {
        switch (view.slot().phase()) {
            case PLANNED -> launchWhenDue(view, draft);
            case LAUNCHED -> followLaunched(view, draft);
            case SET_UP -> followSetUp(view, inDoubt, draft);
            case DRAINING -> followDraining(view, draft);
            case TERMINATING -> followTerminating(view, draft);
            case FREE -> { } // Taken up again when a node is wanted.
        }
    }

    private void launchWhenDue(SlotView view, ClusterPlan.Draft draft) {
        if (view.mustWait()) {
            draft.waits.add(waiting(view, "not launched"));
        } else {
            draft.launches.add(new ClusterPlan.Launch(view.slot(), view.version(), "it is recorded and not launched"));
        }
    }

    private void followLaunched(SlotView view, ClusterPlan.Draft draft) {
        if (isGone(view)) {
            replace(view, "its machine " + goneReason(view), draft);
        } else if (isRunning(view)) {
            setUpWhenDue(view, "its machine runs", draft);
        } else if (view.inPhase().compareTo(deadlines.launch()) > 0) {
            replace(view, "its machine did not run within " + deadlines.launch().toMinutes() + " min", draft);
        } else {
            draft.waits.add(view.slot().node() + ": the machine is starting; given up in "
                    + seconds(deadlines.launch().minus(view.inPhase())));
        }
    }

    private void followSetUp(SlotView view, boolean inDoubt, ClusterPlan.Draft draft) {
        if (isGone(view)) {
            replace(view, "its machine " + goneReason(view), draft);
            return;
        }
        Duration patience = view.sighting().isPresent() ? deadlines.suspicion() : deadlines.registration();
        Duration silent = view.silentFor();
        if (!isRunning(view)) {
            return;
        }
        if (silent.compareTo(patience) <= 0) {
            bringForward(view, draft);
            return;
        }
        if (kind == NodeKind.HEAD) {
            setUpWhenDue(view, "it does not answer", draft);
        } else if (view.probe().isEmpty()) {
            draft.probes.add(new ClusterPlan.Probe(
                    view.slot(), view.machine().orElseThrow(), "silent for " + silent.toSeconds() + " s"));
        } else if (view.probe().get() == ProbeAnswer.CONTAINER_GONE) {
            replace(view, "silent for " + silent.toSeconds() + " s, and its container does not run", draft);
        } else if (silent.compareTo(deadlines.death()) > 0 && !inDoubt) {
            replace(view, "silent for " + silent.toSeconds() + " s " + although(view.probe().get()), draft);
        } else {
            draft.waits.add(view.slot().node() + ": silent for " + silent.toSeconds() + " s "
                    + although(view.probe().get()) + "; given up after " + deadlines.death().toSeconds() + " s");
        }
    }

    /** A node that works is brought to what is wished now. It is never replaced for failing in this: it works. */
    private void bringForward(SlotView view, ClusterPlan.Draft draft) {
        if (type(view.slot().type()).isEmpty() || kind == NodeKind.HEAD && view.sighting().isEmpty()) {
            return;
        }
        Goal goal = goals.apply(view.slot().type());
        List<String> changed = goal.mark().differences(view.slot().mark());
        boolean mustStart = !goal.startKey().isEmpty() && !goal.startKey().equals(view.startedWith());
        if (!changed.isEmpty()) {
            if (view.mustWait()) {
                draft.waits.add(waiting(view, "not set up again"));
            } else {
                draft.renewals.add(new ClusterPlan.Renewal(
                        view.slot(), view.version(), view.machine().orElseThrow(), changes(changed)));
            }
        } else if (mustStart && view.serving()) {
            if (view.mustWait()) {
                draft.waits.add(waiting(view, "not started"));
            } else {
                draft.starts.add(new ClusterPlan.Start(
                        view.slot(), view.version(), view.machine().orElseThrow(), goal.startKey()));
            }
        }
    }

    private static String changes(List<String> parts) {
        return "what it is set up with changed: " + String.join(", ", parts);
    }

    private static String although(ProbeAnswer answer) {
        return switch (answer) {
            case CONTAINER_RUNS -> "although its container runs";
            case CONTAINER_GONE -> "without a container";
            case UNREACHABLE -> "and not reachable over SSH";
        };
    }

    private void setUpWhenDue(SlotView view, String reason, ClusterPlan.Draft draft) {
        if (view.mustWait()) {
            draft.waits.add(waiting(view, "not set up"));
        } else if (view.slot().ownFailures() >= deadlines.mostFailures() && !holdsTheState(view)) {
            replace(view, "setting it up failed " + view.slot().ownFailures() + " times: " + view.slot().reason(), draft);
        } else {
            draft.setUps.add(new ClusterPlan.SetUp(
                    view.slot(), view.version(), view.machine().orElseThrow(), reason));
        }
    }

    /** A head that was set up once holds the cluster's state: it is mended, and never replaced for failing to be. */
    private static boolean holdsTheState(SlotView view) {
        return view.slot().kind() == NodeKind.HEAD && view.slot().phase() == NodeSlot.Phase.SET_UP;
    }

    private void followDraining(SlotView view, ClusterPlan.Draft draft) {
        if (isGone(view)) {
            draft.releases.add(new ClusterPlan.Release(view.slot(), view.version()));
            return;
        }
        Drainage.endOf(view, deadlines).ifPresentOrElse(
                end -> draft.terminations.add(new ClusterPlan.Termination(
                        view.slot(), view.version(), cloudId(view), view.machine(),
                        view.slot().reason() + "; " + end)),
                () -> draft.waits.add(view.slot().node() + ": draining: " + Drainage.activity(view)));
    }

    private void followTerminating(SlotView view, ClusterPlan.Draft draft) {
        if (isGone(view) || view.slot().cloudId().isEmpty() && view.machine().isEmpty()) {
            draft.releases.add(new ClusterPlan.Release(view.slot(), view.version()));
        } else if (!view.mustWait()) {
            draft.terminations.add(new ClusterPlan.Termination(
                    view.slot(), view.version(), cloudId(view), view.machine(), view.slot().reason()));
        }
    }

    /**
     * The next attempt is recorded and launched; the machine of this one is then no slot's any more and is ended as
     * superseded, also if we die in between.
     */
    private void replace(SlotView view, String reason, ClusterPlan.Draft draft) {
        Optional<NodeTypeSpec> type = type(view.slot().type());
        if (type.isEmpty()) {
            draft.terminations.add(new ClusterPlan.Termination(
                    view.slot(), view.version(), cloudId(view), view.machine(), "its node type is no longer wanted"));
            return;
        }
        draft.launches.add(new ClusterPlan.Launch(
                names.planned(kind, type.get(), view.slot().number(), view.slot().attempt() + 1, "replaces "
                                + view.slot().node() + ": " + reason)
                        .after(view.slot().failures()),
                view.version(),
                view.slot().node() + ": " + reason));
    }

    private void account(CloudNode machine, ClusterObservation seen, ClusterPlan.Draft draft) {
        int number = SlotNames.number(machine, NodeTags.SLOT);
        int attempt = SlotNames.number(machine, NodeTags.ATTEMPT);
        Optional<SlotView> view =
                seen.slots().stream().filter(candidate -> candidate.slot().number() == number).findFirst();
        if (view.isPresent() && view.get().busy()) {
            return; // Its launch may be just being recorded.
        }
        if (view.isPresent() && attempt <= view.get().slot().attempt()) {
            draft.terminations.add(new ClusterPlan.Termination(
                    view.get().slot(), "", machine.id(), Optional.of(machine), "superseded by " + view.get().slot().node()));
            return;
        }
        Optional<NodeTypeSpec> type = typeOf(machine);
        if (number < 0 || attempt < 1 || type.isEmpty()) {
            draft.waits.add("machine " + machine.id() + " bears our tags and fits no slot; it is left alone");
            return;
        }
        NodeSlot slot = names.planned(kind, type.get(), number, attempt, "").launchedAs(machine.id());
        draft.adoptions.add(new ClusterPlan.Adoption(
                slot, view.map(SlotView::version).orElse(""), machine, "it bears our tags and no record knows it"));
    }

    private void meetWishes(ClusterObservation seen, ClusterPlan.Draft draft) {
        Set<Integer> taken = seen.slots().stream().map(view -> view.slot().number()).collect(Collectors.toSet());
        draft.adoptions.forEach(adoption -> taken.add(adoption.slot().number()));
        List<SlotView> free = new ArrayList<>(seen.slots().stream()
                .filter(view -> view.slot().phase() == NodeSlot.Phase.FREE && !view.busy())
                .toList());
        for (NodeTypeSpec type : wantedTypes()) {
            List<SlotView> present = seen.slots().stream()
                    .filter(view -> view.slot().isWanted() && view.slot().type().equals(type.name()))
                    .toList();
            long adopted = draft.adoptions.stream()
                    .filter(adoption -> adoption.slot().type().equals(type.name()))
                    .count();
            int wanted = kind == NodeKind.HEAD ? 1 : type.minWorkers();
            int missing = wanted - present.size() - (int) adopted;
            for (int i = 0; i < missing; i++) {
                draft.launches.add(nextSlot(type, free, taken,
                        "node type '" + type.name() + "' has " + (present.size() + i) + " of " + wanted));
            }
            List<SlotView> outdated = present.stream()
                    .filter(view -> kind == NodeKind.WORKER && !names.isLaunchedAsWanted(view.slot(), type))
                    .toList();
            if (!outdated.isEmpty() && missing == 0) {
                draft.launches.add(nextSlot(type, free, taken, "takes the place of "
                        + outdated.get(outdated.size() - 1).slot().node() + ": " + LAUNCHED_OTHERWISE));
            }
            shrink(type, present, outdated, wanted, draft);
        }
        retireUnknownTypes(seen, draft);
    }

    private ClusterPlan.Launch nextSlot(
            NodeTypeSpec type, List<SlotView> free, Set<Integer> taken, String reason) {
        if (!free.isEmpty()) {
            SlotView reused = free.remove(0);
            return new ClusterPlan.Launch(
                    names.planned(kind, type, reused.slot().number(), reused.slot().attempt() + 1, reason),
                    reused.version(),
                    reason);
        }
        int number = kind == NodeKind.HEAD ? 0 : 1;
        while (!taken.add(number)) {
            number++;
        }
        return new ClusterPlan.Launch(names.planned(kind, type, number, 1, reason), "", reason);
    }

    /**
     * Ends what is too many: machines that were launched otherwise than is wished now, then those that do not serve yet,
     * then the youngest. While some are being replaced, one more than wanted is there, and an old one ends only when the
     * new one serves.
     */
    private void shrink(
            NodeTypeSpec type, List<SlotView> present, List<SlotView> outdated, int wanted, ClusterPlan.Draft draft) {
        long newcomers = outdated.isEmpty()
                ? 0
                : present.stream().filter(view -> !outdated.contains(view) && !view.serving()).count();
        long surplus = present.size() - newcomers - wanted;
        present.stream()
                .sorted(Comparator.comparing((SlotView view) -> !outdated.contains(view))
                        .thenComparing(SlotView::serving)
                        .thenComparing(Drainage.LEAST_NEEDED_FIRST))
                .limit(Math.max(surplus, 0))
                // One that is being acted on goes when that is over: another that works must not go in its place.
                .filter(view -> !view.busy())
                .forEach(view -> letGo(
                        view,
                        outdated.contains(view)
                                ? LAUNCHED_OTHERWISE
                                : "node type '" + type.name() + "' wants only " + wanted,
                        draft));
    }

    private void retireUnknownTypes(ClusterObservation seen, ClusterPlan.Draft draft) {
        seen.slots().stream()
                .filter(view -> view.slot().isWanted() && !view.busy() && type(view.slot().type()).isEmpty())
                .forEach(view -> letGo(view, "node type '" + view.slot().type() + "' is no longer wanted", draft));
    }

    private void letGo(SlotView view, String reason, ClusterPlan.Draft draft) {
        draft.forget(view.slot().number());
        if (Drainage.isWorthIt(view, deadlines)) {
            draft.drains.add(new ClusterPlan.Draining(view.slot(), view.version(), reason));
        } else {
            draft.terminations.add(new ClusterPlan.Termination(
                    view.slot(), view.version(), cloudId(view), view.machine(), reason));
        }
    }

    private List<NodeTypeSpec> wantedTypes() {
        return kind == NodeKind.HEAD ? List.of(spec.headType()) : spec.workerTypes();
    }

    private Optional<NodeTypeSpec> type(NodeTypeName name) {
        return wantedTypes().stream().filter(type -> type.name().equals(name)).findFirst();
    }

    private Optional<NodeTypeSpec> typeOf(CloudNode machine) {
        String tag = machine.tags().getOrDefault(NodeTags.NODE_TYPE, "");
        return wantedTypes().stream().filter(type -> type.name().value().equals(tag)).findFirst();
    }

    private boolean doubtsItself(ClusterObservation seen) {
        Set<Integer> silent = new HashSet<>();
        int beating = 0;
        for (SlotView view : seen.slots()) {
            if (view.slot().phase() == NodeSlot.Phase.SET_UP && view.sighting().isPresent()) {
                beating++;
                if (view.silentFor().compareTo(deadlines.suspicion()) > 0) {
                    silent.add(view.slot().number());
                }
            }
        }
        return silent.size() >= FEWEST_FOR_DOUBT && silent.size() * 2 > beating;
    }

    /** Two listings must agree that a machine is missing; a state the provider tells is believed at once. */
    private static boolean isGone(SlotView view) {
        return view.machine().map(machine -> !machine.state().isAlive()).orElse(view.missedListings() >= 2);
    }

    private static boolean isRunning(SlotView view) {
        return view.machine().map(machine -> machine.state() == CloudNode.State.RUNNING).orElse(false);
    }

    private static String goneReason(SlotView view) {
        return view.machine()
                .map(machine -> "is " + machine.state() + (machine.reason().isEmpty() ? "" : " (" + machine.reason() + ")"))
                .orElse("is in no listing any more");
    }

    private static String cloudId(SlotView view) {
        return view.machine().map(CloudNode::id).orElse(view.slot().cloudId());
    }

    private static String waiting(SlotView view, String what) {
        return view.slot().node() + ": " + what + ": " + view.slot().reason() + "; next try in "
                + seconds(view.retryIn());
    }

    private static String seconds(Duration duration) {
        return Math.max(1, duration.toSeconds()) + " s";
    }
}
