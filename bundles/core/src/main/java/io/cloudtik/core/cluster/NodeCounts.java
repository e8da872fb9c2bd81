package io.cloudtik.core.cluster;

import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.provider.Offering;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings the number of nodes of each type to what is wanted, and lets new ones take the place of outdated ones. Pure. */
final class NodeCounts {

    private static final String LAUNCHED_OTHERWISE = "its machine was launched with another node_config or resources";

    private final WantedNodes wanted;
    private final Retirement retirement;

    NodeCounts(WantedNodes wanted, Retirement retirement) {
        this.wanted = wanted;
        this.retirement = retirement;
    }

    void meet(ClusterObservation seen, ClusterPlan.Draft draft) {
        Set<Integer> taken = seen.slots().stream().map(view -> view.slot().number()).collect(Collectors.toSet());
        draft.adoptions.forEach(adoption -> taken.add(adoption.slot().number()));
        // Those first that something is under way for: it may be the launch of a node that is not recorded yet.
        List<SlotView> free = new ArrayList<>(seen.slots().stream()
                .filter(view -> view.slot().phase() == NodeSlot.Phase.FREE)
                .sorted(Comparator.comparing(view -> !view.busy()))
                .toList());
        wanted.types().forEach(type -> meet(type, seen, free, taken, draft));
        seen.slots().stream()
                .filter(view -> view.slot().isWanted() && !view.busy() && wanted.find(view.slot().type()).isEmpty())
                .forEach(view -> retirement.begin(
                        view, "node type '" + view.slot().type() + "' is no longer wanted", draft));
    }

    private void meet(
            WantedNodes.Type type, ClusterObservation seen, List<SlotView> free, Set<Integer> taken, ClusterPlan.Draft draft) {
        List<SlotView> present = seen.slots().stream()
                .filter(view -> view.slot().isWanted() && view.slot().type().equals(type.name()))
                .toList();
        long adopted = draft.adoptions.stream()
                .filter(adoption -> adoption.slot().type().equals(type.name()))
                .count();
        int missing = type.count() - present.size() - (int) adopted;
        Optional<Offering> offering = draft.restraint.open(type.name());
        for (int i = 0; i < missing && offering.isPresent(); i++) {
            nextSlot(type, offering.get(), free, taken, ClusterPlan.Cause.MISSING,
                            "node type '" + type.name() + "' has " + (present.size() + i) + " of " + type.count())
                    .ifPresent(draft.launches::add);
        }
        if (missing > 0 && offering.isEmpty()) {
            Restraint.Choice shortage = draft.restraint.shortage(type.name());
            draft.waitFor(type.name().value(), "has " + present.size() + " of " + type.count() + " nodes: " + shortage.reason(),
                    "next try", shortage.closedFor());
        }
        List<SlotView> outdated = present.stream()
                .filter(view -> wanted.kind() == NodeKind.WORKER
                        && !LaunchParameters.mayBe(view.slot().launchedWith(), type.launchedWith()))
                .toList();
        if (!outdated.isEmpty() && missing == 0 && offering.isPresent()) {
            nextSlot(type, offering.get(), free, taken, ClusterPlan.Cause.OUTDATED, "takes the place of "
                            + outdated.get(outdated.size() - 1).slot().node() + ": " + LAUNCHED_OTHERWISE)
                    .ifPresent(draft.launches::add);
        }
        shrink(type, present, outdated, draft);
    }

    /** Empty if a launch that is not recorded yet takes the slot up already. */
    private Optional<ClusterPlan.Launch> nextSlot(
            WantedNodes.Type type,
            Offering offering,
            List<SlotView> free,
            Set<Integer> taken,
            ClusterPlan.Cause cause,
            String reason) {
        if (!free.isEmpty()) {
            SlotView reused = free.remove(0);
            return reused.busy()
                    ? Optional.empty()
                    : Optional.of(new ClusterPlan.Launch(
                            wanted.planned(type, reused.slot().number(), reused.slot().attempt() + 1, offering, reason),
                            reused.version(),
                            cause,
                            reason));
        }
        int number = wanted.kind() == NodeKind.HEAD ? 0 : 1;
        while (!taken.add(number)) {
            number++;
        }
        return Optional.of(new ClusterPlan.Launch(
                wanted.planned(type, number, 1, offering, reason), "", cause, reason));
    }

    /**
     * Ends what is too many: machines that were launched otherwise than is wished now, then those that do not serve yet,
     * then the youngest. While some are being replaced, one more than wanted is there, and an old one ends only when the
     * new one serves.
     */
    private void shrink(
            WantedNodes.Type type, List<SlotView> present, List<SlotView> outdated, ClusterPlan.Draft draft) {
        long newcomers = outdated.isEmpty()
                ? 0
                : present.stream().filter(view -> !outdated.contains(view) && !view.serving()).count();
        if (newcomers > 0) {
            draft.waitFor(type.name().value(), "machines that were launched otherwise end once the new ones serve");
        }
        long surplus = present.size() - newcomers - type.count();
        present.stream()
                .sorted(Comparator.comparing((SlotView view) -> !outdated.contains(view))
                        .thenComparing(SlotView::serving)
                        .thenComparing(Drainage.LEAST_NEEDED_FIRST))
                .limit(Math.max(surplus, 0))
                // One that is being acted on goes when that is over: another that works must not go in its place.
                .filter(view -> !view.busy())
                .forEach(view -> retirement.begin(
                        view,
                        outdated.contains(view)
                                ? LAUNCHED_OTHERWISE
                                : "node type '" + type.name() + "' wants only " + type.count(),
                        draft));
    }
}
