package io.cloudtik.core.head;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.core.cluster.EventSink;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Notices that the shared state is empty although this cluster has had one: it was flushed, or its files were lost. Then
 * machines are only taken back by their tags, and nothing is launched or ended, until two complete listings that are some
 * seconds apart show the same machines. Called by the controller's loop alone.
 */
final class StateLife {

    static final String REBUILDING = "the shared state was lost: machines are taken back by their tags, and nothing is launched"
            + " or ended until two complete listings agree";

    private static final StateKey MARK = StateKey.durable("reign", "life");
    private static final Duration LISTINGS_APART = Duration.ofSeconds(5);

    private record Seen(Set<String> machines, Duration at) {}

    private final StateStore store;
    private final long epoch;
    private final Time time;
    private final EventSink events;
    private boolean rebuilding;
    private Optional<Seen> seen = Optional.empty();

    /** @param first no controller of this head was before, so that an empty state is as it should be */
    StateLife(StateStore store, long epoch, Time time, EventSink events, boolean first) {
        this.store = store;
        this.epoch = epoch;
        this.time = time;
        this.events = events;
        if (first && store.get(MARK).isEmpty()) {
            mark();
        }
    }

    /** Whether the state has just been found lost; what is known of it elsewhere is to be told again. */
    boolean wasLost() {
        if (rebuilding || store.get(MARK).isPresent()) {
            return false;
        }
        rebuilding = true;
        seen = Optional.empty();
        events.event("STATE_LOST", "cluster", REBUILDING);
        return true;
    }

    /** Also if it is there already: the answer to an earlier writing of it may have been lost. */
    private void mark() {
        store.compareAndSet(MARK, "This cluster has a state.", store.get(MARK).map(StateValue::version).orElse(0L), epoch);
    }

    boolean isRebuilding() {
        return rebuilding;
    }

    /** Looks at one more listing while the state is being rebuilt; ends that if it agrees with an earlier one. */
    void saw(NodeListing listing) {
        if (!listing.complete()) {
            return;
        }
        Set<String> machines = listing.nodes().stream()
                .filter(machine -> machine.state().isAlive())
                .map(CloudNode::id)
                .collect(Collectors.toSet());
        Duration now = time.monotonic();
        if (seen.map(before -> !before.machines().equals(machines)).orElse(true)) {
            seen = Optional.of(new Seen(machines, now));
        } else if (now.minus(seen.get().at()).compareTo(LISTINGS_APART) >= 0) {
            mark();
            rebuilding = false;
            events.event("STATE_REBUILT", "cluster", "two complete listings agree on " + machines.size() + " machines");
        }
    }
}
