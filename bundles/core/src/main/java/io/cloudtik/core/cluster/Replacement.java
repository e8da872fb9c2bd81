package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import java.util.Optional;

/** Plans the next attempt of a slot whose machine failed. Pure. */
final class Replacement {

    private final WantedTypes types;
    private final SlotNames names;

    Replacement(WantedTypes types, SlotNames names) {
        this.types = types;
        this.names = names;
    }

    /**
     * The next attempt is recorded and launched; the machine of this one is then no slot's any more and is ended as
     * superseded, also if we die in between.
     */
    void plan(SlotView view, String reason, ClusterPlan.Draft draft) {
        Optional<NodeTypeSpec> type = types.find(view.slot().type());
        if (type.isEmpty()) {
            draft.terminate(view, "its node type is no longer wanted");
            return;
        }
        NodeSlot next = names.planned(
                        types.kind(), type.get(), view.slot().number(), view.slot().attempt() + 1,
                        "replaces " + view.slot().node() + ": " + reason)
                .after(view.slot().failures());
        draft.launches.add(new ClusterPlan.Launch(next, view.version(), view.slot().node() + ": " + reason));
    }
}
