package io.cloudtik.core.cluster;

/** Ends nodes that are not wanted any more, those that work after they gave their work away. Pure. */
final class Retirement {

    private final Deadlines deadlines;

    Retirement(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** Begins with a node's end; what was planned for it otherwise is taken back. */
    void begin(SlotView view, String reason, ClusterPlan.Draft draft) {
        draft.forget(view.slot().number());
        if (Drainage.isWorthIt(view, deadlines)) {
            draft.drains.add(new ClusterPlan.Draining(view.slot(), view.version(), reason));
        } else {
            draft.terminate(view, reason);
        }
    }

    /** @param inDoubt a silent node is not ended now, whatever is known of its drain */
    void followDraining(SlotView view, boolean inDoubt, ClusterPlan.Draft draft) {
        if (view.isGone()) {
            draft.releases.add(new ClusterPlan.Release(view.slot(), view.version()));
            return;
        }
        if (inDoubt && Drainage.isSilent(view, deadlines)) {
            draft.waitFor(view, "draining: silent for " + view.silentFor().toSeconds() + " s, and the fault may be here");
            return;
        }
        Drainage.endOf(view, deadlines).ifPresentOrElse(
                end -> draft.terminate(view, view.slot().reason() + "; " + end),
                () -> draft.waitFor(
                        view, "draining: " + Drainage.activity(view), "ended all the same", Drainage.left(view, deadlines)));
    }

    void followTerminating(SlotView view, ClusterPlan.Draft draft) {
        if (view.isGone() || view.cloudId().isEmpty()) {
            draft.releases.add(new ClusterPlan.Release(view.slot(), view.version()));
        } else if (view.mustWait()) {
            draft.waitForRetry(view, "its machine is not ended yet");
        } else {
            draft.terminate(view, view.slot().reason());
        }
    }
}
