package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.Offering;
import java.util.Comparator;
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
            Optional<String> doubt = doubt(machine, slot, number, attempt);
            if (doubt.isPresent()) {
                draft.waitFor("machine " + machine.id(), doubt.get());
                return;
            }
            draft.terminations.add(new ClusterPlan.Termination(
                    slot, "", machine.id(), Optional.of(machine),
                    slot.phase() == NodeSlot.Phase.FREE ? "its slot was given up" : "superseded by " + slot.node()));
            return;
        }
        Optional<WantedNodes.Type> type = wanted.find(machine);
        if (number < 0 || attempt < 1 || type.isEmpty() || !wanted.names().isOf(machine, wanted.kind(), number, attempt)) {
            draft.waitFor("machine " + machine.id(), "it bears our tags and fits no slot; it is left alone");
            return;
        }
        if (isCopy(machine, seen)) {
            draft.waitFor("machine " + machine.id(), "it bears the tags of " + nodeId(machine)
                    + ", which an older machine bears as well; it is left alone");
            return;
        }
        NodeSlot slot = wanted.planned(type.get(), number, attempt, Offering.ANY, "").launchedAs(machine.id());
        draft.adoptions.add(new ClusterPlan.Adoption(
                slot, view.map(SlotView::version).orElse(""), machine, "it bears our tags and no record knows it"));
    }

    /** Why a machine of an attempt that is over is not to be ended now; empty if it is. */
    private Optional<String> doubt(CloudNode machine, NodeSlot slot, int number, int attempt) {
        if (!wanted.names().isOf(machine, wanted.kind(), number, attempt)) {
            return Optional.of("it bears some of our tags, which do not fit each other; it is left alone");
        }
        if (attempt == slot.attempt() && !slot.cloudId().isEmpty() && !slot.cloudId().equals(machine.id())) {
            return Optional.of("it bears the tags of " + slot.node() + ", which was another machine; it is left alone");
        }
        // It may hold the cluster's state, and the listing that took it for gone may have been wrong.
        return slot.kind() == NodeKind.HEAD && slot.isWanted() && slot.phase() != NodeSlot.Phase.SET_UP
                ? Optional.of("it was the head before, and is ended when " + slot.node() + " is set up")
                : Optional.empty();
    }

    private static boolean isCopy(CloudNode machine, ClusterObservation seen) {
        return seen.strangers().stream()
                .filter(other -> nodeId(other).equals(nodeId(machine)))
                .min(Comparator.comparing(CloudNode::launchedAt).thenComparing(CloudNode::id))
                .map(first -> !first.equals(machine))
                .orElse(false);
    }

    /** What is to be said of a machine that is not ours, or not the one of its node. */
    String whose(CloudNode machine) {
        return wanted.names().isOurs(machine)
                ? "it bears the tags of " + nodeId(machine) + ", which is another machine; it is left alone"
                : "it bears this cluster's name and another cluster's uuid; it is left alone";
    }

    private static String nodeId(CloudNode machine) {
        return machine.tags().getOrDefault(NodeTags.NODE_ID, "");
    }
}
