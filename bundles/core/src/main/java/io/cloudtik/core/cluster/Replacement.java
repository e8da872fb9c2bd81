package io.cloudtik.core.cluster;

import io.cloudtik.api.spi.provider.Offering;
import java.time.Duration;
import java.util.Optional;

/**
 * Plans the next attempt of a slot whose machine failed. It is recorded and launched; the machine of the one before is then
 * no slot's any more and is ended as superseded, also if we die in between. Pure.
 */
final class Replacement {

    private final WantedNodes wanted;

    Replacement(WantedNodes wanted) {
        this.wanted = wanted;
    }

    /** Its machine is not there any more. */
    void ofEnded(SlotView view, ClusterPlan.Draft draft) {
        plan(view, "its machine " + view.goneReason(), ClusterPlan.Cause.ENDED, 0, draft);
    }

    /** Its machine may be there, and nothing is heard of the node. */
    void ofSilent(SlotView view, String reason, ClusterPlan.Draft draft) {
        plan(view, reason, ClusterPlan.Cause.GIVEN_UP, 0, draft);
    }

    /** Its machine may be there, and never became a node: another offering may do better, and it counts as a failure. */
    void ofFailed(SlotView view, String reason, ClusterPlan.Draft draft) {
        plan(view, reason, ClusterPlan.Cause.GIVEN_UP, view.slot().ownFailures() == 0 ? 1 : 0, draft);
    }

    /** Its offering has no room: the next attempt asks for another one. */
    void elsewhere(SlotView view, WantedNodes.Type type, ClusterPlan.Draft draft) {
        Optional<Offering> open = draft.restraint.open(type.name());
        if (open.isEmpty()) {
            Restraint.Choice shortage = draft.restraint.shortage(type.name());
            draft.waitFor(view, "not launched: " + shortage.reason(), "next try", shortage.closedFor());
        } else if (open.get().equals(view.slot().offering())) {
            draft.launches.add(new ClusterPlan.Launch(
                    view.slot(), view.version(), ClusterPlan.Cause.NO_ROOM, "there may be room again"));
        } else {
            draft.launches.add(launch(view, type, open.get(), ClusterPlan.Cause.NO_ROOM, 0,
                    "there was no room for " + view.slot().offering()));
        }
    }

    private void plan(
            SlotView view, String reason, ClusterPlan.Cause cause, int oneMoreFailure, ClusterPlan.Draft draft) {
        Optional<WantedNodes.Type> type = wanted.find(view.slot().type());
        if (type.isEmpty()) {
            draft.terminate(view, "its node type is no longer wanted");
            return;
        }
        Optional<Offering> offering = oneMoreFailure > 0 || view.slot().ownFailures() > 0
                ? draft.restraint.openBeside(type.get().name(), view.slot().offering())
                : draft.restraint.open(type.get().name());
        Optional<Hindrance> hindrance = draft.restraint.pause(view.slot())
                .map(pause -> new Hindrance(pause.why(), Restraint.Pause.OVER, pause.left()))
                .or(() -> offering.isPresent() ? Optional.empty() : Optional.of(shortage(type.get(), draft)))
                .or(() -> cause != ClusterPlan.Cause.GIVEN_UP || draft.takeAllowance()
                        ? Optional.empty()
                        : Optional.of(new Hindrance("as many machines were given up lately as may be", "one more may be",
                                draft.restraint.allowance().nextIn())));
        if (hindrance.isPresent()) {
            draft.waitFor(view, "to be replaced, " + reason + ": " + hindrance.get().why(), hindrance.get().then(),
                    hindrance.get().in());
        } else {
            draft.launches.add(launch(view, type.get(), offering.orElseThrow(), cause, oneMoreFailure, reason));
        }
    }

    /** @param then what happens when its time is over */
    private record Hindrance(String why, String then, Duration in) {}

    private static Hindrance shortage(WantedNodes.Type type, ClusterPlan.Draft draft) {
        Restraint.Choice shortage = draft.restraint.shortage(type.name());
        return new Hindrance(shortage.reason(), "next try", shortage.closedFor());
    }

    private ClusterPlan.Launch launch(
            SlotView view, WantedNodes.Type type, Offering offering, ClusterPlan.Cause cause, int oneMoreFailure, String reason) {
        NodeSlot next = wanted.planned(
                        type, view.slot().number(), view.slot().attempt() + 1, offering,
                        "replaces " + view.slot().node() + ": " + reason)
                .after(view.slot().failures() + oneMoreFailure);
        return new ClusterPlan.Launch(next, view.version(), cause, view.slot().node() + ": " + reason);
    }
}
