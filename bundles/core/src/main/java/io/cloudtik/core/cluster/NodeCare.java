package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.core.stage.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looks after a node that was set up: asks a silent one, and brings one that works to what is wished now. Pure. */
final class NodeCare {

    private final WantedNodes wanted;
    private final Deadlines deadlines;
    private final BringUp bringUp;
    private final Replacement replacement;

    NodeCare(WantedNodes wanted, Deadlines deadlines, BringUp bringUp, Replacement replacement) {
        this.wanted = wanted;
        this.deadlines = deadlines;
        this.bringUp = bringUp;
        this.replacement = replacement;
    }

    /** @param inDoubt silence is no reason to replace a node now */
    void follow(SlotView view, boolean inDoubt, ClusterPlan.Draft draft) {
        if (view.isGone()) {
            replacement.ofEnded(view, draft);
        } else if (view.isRunning()) {
            Duration patience = view.sighting().isPresent() ? deadlines.suspicion() : deadlines.registration();
            boolean isSevered = view.isSevered() && wanted.kind() == NodeKind.WORKER && !inDoubt;
            if (view.silentFor().compareTo(patience) <= 0 && !isSevered) {
                awaitFirstBeat(view, draft);
                bringForward(view, draft);
            } else if (wanted.kind() == NodeKind.HEAD) {
                bringUp.setUp(view, "it does not answer", draft);
            } else {
                suspect(view, inDoubt, draft);
            }
        } else if (view.machine().isEmpty()) {
            draft.waitFor(view, "its machine was missing in a listing; it is replaced if another one agrees");
        } else {
            draft.waitFor(view, "its machine is " + view.machine().get().state());
        }
    }

    private void awaitFirstBeat(SlotView view, ClusterPlan.Draft draft) {
        if (view.sighting().isEmpty() && wanted.kind() == NodeKind.WORKER) {
            draft.waitFor(view, "set up, and not heard of yet", "asked over SSH",
                    deadlines.registration().minus(view.silentFor()));
        }
    }

    private void suspect(SlotView view, boolean inDoubt, ClusterPlan.Draft draft) {
        String silent = "silent for " + view.silentFor().toSeconds() + " s"
                + (view.isSevered() ? ", its connection to the state is closed" : "");
        if (view.probe().isEmpty()) {
            draft.probes.add(new ClusterPlan.Probe(view.slot(), view.machine().orElseThrow(), silent));
        } else if (view.probe().get() == ProbeAnswer.CONTAINER_GONE) {
            replacement.ofSilent(view, silent + ", and its container does not run", draft);
        } else if (view.silentFor().compareTo(deadlines.death()) > 0 && !inDoubt) {
            replacement.ofSilent(view, silent + " " + although(view.probe().get()), draft);
        } else if (inDoubt) {
            draft.waitFor(view, silent + " " + although(view.probe().get()) + ", and the fault may be here");
        } else {
            draft.waitFor(view, silent + " " + although(view.probe().get()), "given up",
                    deadlines.death().minus(view.silentFor()));
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
        Optional<Goal> wish = wanted.find(view.slot().type()).map(WantedNodes.Type::goal);
        if (wish.isEmpty() || wanted.kind() == NodeKind.HEAD && view.sighting().isEmpty()) {
            return;
        }
        Goal goal = wish.get();
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
            draft.waitForRetry(view, "not set up again");
        } else {
            draft.renewals.add(new ClusterPlan.Renewal(
                    view.slot(), view.version(), view.machine().orElseThrow(),
                    "what it is set up with changed: " + String.join(", ", changed)));
        }
    }

    private static void start(SlotView view, Goal goal, ClusterPlan.Draft draft) {
        if (view.mustWait()) {
            draft.waitForRetry(view, "not started");
        } else {
            draft.starts.add(new ClusterPlan.Start(
                    view.slot(), view.version(), view.machine().orElseThrow(), goal.startKey()));
        }
    }
}
