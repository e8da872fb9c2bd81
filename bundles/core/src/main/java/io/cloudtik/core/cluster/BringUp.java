package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeKind;

/** Leads a slot from its record to a machine with the platform on it. Pure. */
final class BringUp {

    private final Deadlines deadlines;
    private final Replacement replacement;

    BringUp(Deadlines deadlines, Replacement replacement) {
        this.deadlines = deadlines;
        this.replacement = replacement;
    }

    void followPlanned(SlotView view, ClusterPlan.Draft draft) {
        if (view.mustWait()) {
            draft.waits.add(Waits.forRetry(view, "not launched"));
        } else {
            draft.launches.add(new ClusterPlan.Launch(view.slot(), view.version(), "it is recorded and not launched"));
        }
    }

    void followLaunched(SlotView view, ClusterPlan.Draft draft) {
        // Listings come to show a new machine late and now and then not: only what they say of it counts before its deadline.
        if (view.machine().isPresent() && view.isGone()) {
            replacement.plan(view, "its machine " + view.goneReason(), draft);
        } else if (view.isRunning()) {
            setUp(view, "its machine runs", draft);
        } else if (view.inPhase().compareTo(deadlines.launch()) > 0) {
            replacement.plan(view, "its machine did not run within " + deadlines.launch().toMinutes() + " min", draft);
        } else {
            draft.waits.add(view.slot().node() + ": the machine is starting; given up in "
                    + Waits.seconds(deadlines.launch().minus(view.inPhase())));
        }
    }

    /** Puts the platform on a running machine, or back on one that lost it, as soon as that is due. */
    void setUp(SlotView view, String reason, ClusterPlan.Draft draft) {
        if (view.mustWait()) {
            draft.waits.add(Waits.forRetry(view, "not set up"));
        } else if (view.slot().ownFailures() >= deadlines.mostFailures() && !holdsTheState(view)) {
            replacement.plan(
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
