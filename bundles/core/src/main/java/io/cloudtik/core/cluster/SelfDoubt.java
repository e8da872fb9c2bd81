package io.cloudtik.core.cluster;

import java.util.List;

/** Whether so many nodes are silent at once that the fault is likelier to be the observer's own. Pure. */
public final class SelfDoubt {

    /** What is waited for then. */
    public static final String REASON = "more than half of the nodes are silent at once: the fault may be here, so nothing is replaced";

    /** Fewer silent nodes than this are never taken for a fault of the observer's own. */
    private static final int FEWEST = 3;

    private SelfDoubt() {}

    static boolean isDue(ClusterObservation seen, Deadlines deadlines) {
        List<SlotView> beating = seen.slots().stream()
                .filter(view -> view.slot().phase() == NodeSlot.Phase.SET_UP && view.sighting().isPresent())
                .toList();
        long silent = beating.stream()
                .filter(view -> view.isSevered() || view.silentFor().compareTo(deadlines.suspicion()) > 0)
                .count();
        return silent >= FEWEST && silent * 2 > beating.size();
    }
}
