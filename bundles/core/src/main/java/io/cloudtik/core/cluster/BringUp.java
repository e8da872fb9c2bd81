package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeKind;
import java.util.Optional;

/** Leads a slot from its record to a machine with the platform on it. Pure. */
final class BringUp {

    private final WantedNodes wanted;
    private final Deadlines deadlines;
    private final Replacement replacement;

    BringUp(WantedNodes wanted, Deadlines deadlines, Replacement replacement) {
        this.wanted = wanted;
        this.deadlines = deadlines;
        this.replacement = replacement;
    }

    void followPlanned(SlotView view, ClusterPlan.Draft draft) {
        Optional<Restraint.Pause> pause = draft.restraint.pause(view.slot());
        Optional<WantedNodes.Type> type = wanted.find(view.slot().type());
        if (pause.isPresent()) {
            draft.waitFor(view, pause.get().why(), Restraint.Pause.OVER, pause.get().left());
        } else if (view.mustWait()) {
            draft.waitForRetry(view, "not launched");
        } else if (type.isPresent() && draft.restraint.refused().contains(view.slot().number())) {
            replacement.elsewhere(view, type.get(), draft);
        } else {
            // Also if there is no room for others: an earlier call may have been heard, and its machine is there.
            draft.launches.add(new ClusterPlan.Launch(
                    view.slot(), view.version(), ClusterPlan.Cause.RECORDED, "it is recorded and not launched"));
        }
    }

    void followLaunched(SlotView view, ClusterPlan.Draft draft) {
        // Listings come to show a new machine late and now and then not: only what they say of it counts before its deadline.
        if (view.machine().isPresent() && view.isGone()) {
            replacement.ofEnded(view, draft);
        } else if (view.inPhase().compareTo(deadlines.setUp()) > 0) {
            replacement.ofFailed(view, "it was not set up within " + deadlines.setUp().toMinutes() + " min", draft);
        } else if (view.isRunning()) {
            setUp(view, "its machine runs", draft);
        } else if (view.inPhase().compareTo(deadlines.launch()) > 0) {
            replacement.ofFailed(view, "its machine did not run within " + deadlines.launch().toMinutes() + " min", draft);
        } else {
            draft.waitFor(view, "the machine is starting", "given up", deadlines.launch().minus(view.inPhase()));
        }
    }

    /** Puts the platform on a running machine, or back on one that lost it, as soon as that is due. */
    void setUp(SlotView view, String reason, ClusterPlan.Draft draft) {
        if (view.mustWait()) {
            draft.waitForRetry(view, "not set up");
        } else if (view.slot().ownFailures() >= deadlines.mostFailures() && !holdsTheState(view)) {
            replacement.ofFailed(
                    view, "setting it up failed " + view.slot().ownFailures() + " times: " + view.slot().reason(), draft);
        } else {
            draft.setUps.add(new ClusterPlan.SetUp(
                    view.slot(), view.version(), view.machine().orElseThrow(), reason));
        }
    }

    /** A head that was set up once holds the cluster's state: it is mended, and never replaced for failing to be. */
    private static boolean holdsTheState(SlotView view) {
        return view.slot().kind() == NodeKind.HEAD && view.slot().phase() == NodeSlot.Phase.SET_UP;
    }
}
