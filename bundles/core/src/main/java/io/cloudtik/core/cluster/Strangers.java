package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import java.util.Optional;

/** Accounts for machines that bear our tags and that no record knows. Pure. */
final class Strangers {

    private final WantedTypes types;
    private final SlotNames names;

    Strangers(WantedTypes types, SlotNames names) {
        this.types = types;
        this.names = names;
    }

    void account(CloudNode machine, ClusterObservation seen, ClusterPlan.Draft draft) {
        int number = SlotNames.number(machine, NodeTags.SLOT);
        int attempt = SlotNames.number(machine, NodeTags.ATTEMPT);
        Optional<SlotView> view =
                seen.slots().stream().filter(candidate -> candidate.slot().number() == number).findFirst();
        if (view.isPresent() && view.get().busy()) {
            return; // Its launch may be just being recorded.
        }
        if (view.isPresent() && attempt <= view.get().slot().attempt()) {
            NodeSlot slot = view.get().slot();
            draft.terminations.add(new ClusterPlan.Termination(
                    slot, "", machine.id(), Optional.of(machine),
                    slot.phase() == NodeSlot.Phase.FREE ? "its slot was given up" : "superseded by " + slot.node()));
            return;
        }
        Optional<NodeTypeSpec> type = types.find(machine);
        if (number < 0 || attempt < 1 || type.isEmpty()) {
            draft.waits.add("machine " + machine.id() + " bears our tags and fits no slot; it is left alone");
            return;
        }
        NodeSlot slot = names.planned(types.kind(), type.get(), number, attempt, "").launchedAs(machine.id());
        draft.adoptions.add(new ClusterPlan.Adoption(
                slot, view.map(SlotView::version).orElse(""), machine, "it bears our tags and no record knows it"));
    }
}
