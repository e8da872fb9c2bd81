package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.core.stage.Goal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Looks after a node that was set up: asks a silent one, and brings one that works to what is wished now. Pure. */
final class NodeCare {

    private final WantedTypes types;
    private final Deadlines deadlines;
    private final Function<NodeTypeName, Goal> goals;
    private final BringUp bringUp;
    private final Replacement replacement;

    NodeCare(
            WantedTypes types,
            Deadlines deadlines,
            Function<NodeTypeName, Goal> goals,
            BringUp bringUp,
            Replacement replacement) {
        this.types = types;
        this.deadlines = deadlines;
        this.goals = goals;
        this.bringUp = bringUp;
        this.replacement = replacement;
    }

    /** @param inDoubt silence is no reason to replace a node now */
    void follow(SlotView view, boolean inDoubt, ClusterPlan.Draft draft) {
        if (view.isGone()) {
            replacement.ofEnded(view, draft);
        } else if (view.isRunning()) {
            Duration patience = view.sighting().isPresent() ? deadlines.suspicion() : deadlines.registration();
            if (view.silentFor().compareTo(patience) <= 0) {
                bringForward(view, draft);
            } else if (types.kind() == NodeKind.HEAD) {
                bringUp.setUp(view, "it does not answer", draft);
            } else {
                suspect(view, inDoubt, draft);
            }
        }
    }

    private void suspect(SlotView view, boolean inDoubt, ClusterPlan.Draft draft) {
        String silent = "silent for " + view.silentFor().toSeconds() + " s";
        if (view.probe().isEmpty()) {
            draft.probes.add(new ClusterPlan.Probe(view.slot(), view.machine().orElseThrow(), silent));
        } else if (view.probe().get() == ProbeAnswer.CONTAINER_GONE) {
            replacement.ofSilent(view, silent + ", and its container does not run", draft);
        } else if (view.silentFor().compareTo(deadlines.death()) > 0 && !inDoubt) {
            replacement.ofSilent(view, silent + " " + although(view.probe().get()), draft);
        } else {
            draft.waits.add(view.slot().node() + ": " + silent + " " + although(view.probe().get())
                    + "; given up after " + deadlines.death().toSeconds() + " s");
        }
    }

    private static String although(ProbeAnswer answer) {
        return switch (answer) {
            case CONTAINER_RUNS -> "although its container runs";
            case CONTAINER_GONE -> "without a container";
            case UNREACHABLE -> "and not reachable over SSH";
        };
    }

    /** It is never replaced for failing in this: it works. */
    private void bringForward(SlotView view, ClusterPlan.Draft draft) {
        if (types.find(view.slot().type()).isEmpty()
                || types.kind() == NodeKind.HEAD && view.sighting().isEmpty()) {
            return;
        }
        Goal goal = goals.apply(view.slot().type());
        List<String> changed = goal.mark().differences(view.slot().mark());
        boolean mustStart = !goal.startKey().isEmpty() && !goal.startKey().equals(view.startedWith());
        if (!changed.isEmpty()) {
            renew(view, changed, draft);
        } else if (mustStart && view.serving()) {
            start(view, goal, draft);
        }
    }

    private static void renew(SlotView view, List<String> changed, ClusterPlan.Draft draft) {
        if (view.mustWait()) {
            draft.waits.add(Waits.forRetry(view, "not set up again"));
        } else {
            draft.renewals.add(new ClusterPlan.Renewal(
                    view.slot(), view.version(), view.machine().orElseThrow(),
                    "what it is set up with changed: " + String.join(", ", changed)));
        }
    }

    private static void start(SlotView view, Goal goal, ClusterPlan.Draft draft) {
        if (view.mustWait()) {
            draft.waits.add(Waits.forRetry(view, "not started"));
        } else {
            draft.starts.add(new ClusterPlan.Start(
                    view.slot(), view.version(), view.machine().orElseThrow(), goal.startKey()));
        }
    }
}
