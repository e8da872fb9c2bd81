package io.cloudtik.core.cluster;

import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Doubts a listing that shows more than half of the nodes gone at once: it is likelier that pages are missing than that
 * machines are. It is believed when another complete one, some seconds later, says the same. Thread-safe.
 */
final class ListingDrop {

    private static final Duration LISTINGS_APART = Duration.ofSeconds(5);
    /** One that goes is no drop. */
    private static final int FEWEST = 2;

    private record Doubt(Set<String> gone, Duration since, String reason) {}

    private final Time time;
    private Optional<Doubt> doubt = Optional.empty();
    private final Set<String> believed = new HashSet<>();

    ListingDrop(Time time) {
        this.time = time;
    }

    /**
     * Looks at what one listing says of the slots.
     *
     * @return why nothing may be changed; empty if the listing is believed
     */
    synchronized Optional<String> look(List<SlotView> views, boolean complete) {
        if (complete) {
            judge(views);
        }
        return doubt.map(Doubt::reason);
    }

    private void judge(List<SlotView> views) {
        List<SlotView> known = views.stream()
                .filter(view -> view.slot().phase() == NodeSlot.Phase.SET_UP
                        || view.slot().phase() == NodeSlot.Phase.DRAINING)
                .toList();
        Set<String> gone = known.stream()
                .filter(view -> !view.machine().map(machine -> machine.state().isAlive()).orElse(false))
                .map(view -> view.slot().node().value())
                .collect(Collectors.toSet());
        believed.retainAll(gone);
        Set<String> fresh = new HashSet<>(gone);
        fresh.removeAll(believed);
        int before = known.size() - believed.size();
        if (fresh.size() < FEWEST || fresh.size() * 2 <= before) {
            doubt = Optional.empty();
        } else if (doubt.map(earlier -> !earlier.gone().equals(fresh)).orElse(true)) {
            doubt = Optional.of(new Doubt(fresh, time.monotonic(), "a listing shows " + fresh.size() + " of " + before
                    + " nodes gone at once: nothing is changed until two complete listings, "
                    + Waits.seconds(LISTINGS_APART) + " apart, agree"));
        } else if (time.monotonic().minus(doubt.get().since()).compareTo(LISTINGS_APART) >= 0) {
            believed.addAll(fresh);
            doubt = Optional.empty();
        }
    }
}
