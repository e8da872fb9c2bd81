package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.spi.provider.Offering;
import java.util.Optional;

/**
 * Plans the next attempt of a slot whose machine failed. It is recorded and launched; the machine of the one before is then
 * no slot's any more and is ended as superseded, also if we die in between. Pure.
 */
final class Replacement {

    private final WantedTypes types;
    private final SlotNames names;

    Replacement(WantedTypes types, SlotNames names) {
        this.types = types;
        this.names = names;
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
    void elsewhere(SlotView view, NodeTypeSpec type, ClusterPlan.Draft draft) {
        Optional<Offering> open = draft.restraint.open(type);
        if (open.isEmpty()) {
            draft.waits.add(view.slot().node() + ": not launched: " + draft.restraint.shortage(type));
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
        Optional<NodeTypeSpec> type = types.find(view.slot().type());
        if (type.isEmpty()) {
            draft.terminate(view, "its node type is no longer wanted");
            return;
        }
        Optional<Offering> offering = oneMoreFailure > 0 || view.slot().ownFailures() > 0
                ? draft.restraint.openBeside(type.get(), view.slot().offering())
                : draft.restraint.open(type.get());
        Optional<String> hindrance = draft.restraint.pause(view.slot())
                .or(() -> offering.isPresent() ? Optional.empty() : Optional.of(draft.restraint.shortage(type.get())))
                .or(() -> cause != ClusterPlan.Cause.GIVEN_UP || draft.takeAllowance()
                        ? Optional.empty()
                        : Optional.of("as many machines were given up lately as may be; one more may in "
                                + Waits.seconds(draft.restraint.allowance().nextIn())));
        if (hindrance.isPresent()) {
            draft.waits.add(view.slot().node() + ": to be replaced, " + reason + ": " + hindrance.get());
        } else {
            draft.launches.add(launch(view, type.get(), offering.orElseThrow(), cause, oneMoreFailure, reason));
        }
    }

    private ClusterPlan.Launch launch(
            SlotView view, NodeTypeSpec type, Offering offering, ClusterPlan.Cause cause, int oneMoreFailure, String reason) {
        NodeSlot next = names.planned(
                        types.kind(), type, view.slot().number(), view.slot().attempt() + 1, offering,
                        "replaces " + view.slot().node() + ": " + reason)
                .after(view.slot().failures() + oneMoreFailure);
        return new ClusterPlan.Launch(next, view.version(), cause, view.slot().node() + ": " + reason);
    }
}
