package io.cloudtik.core.cluster;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.Offering;
import java.util.Optional;

/** Accounts for machines that bear our tags and that no record knows. Pure. */
final class Strangers {

    private final WantedNodes wanted;

    Strangers(WantedNodes wanted) {
        this.wanted = wanted;
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
        Optional<WantedNodes.Type> type = wanted.find(machine);
        if (number < 0 || attempt < 1 || type.isEmpty()) {
            draft.waitFor("machine " + machine.id(), "it bears our tags and fits no slot; it is left alone");
            return;
        }
        NodeSlot slot = wanted.planned(type.get(), number, attempt, Offering.ANY, "").launchedAs(machine.id());
        draft.adoptions.add(new ClusterPlan.Adoption(
                slot, view.map(SlotView::version).orElse(""), machine, "it bears our tags and no record knows it"));
    }
}
