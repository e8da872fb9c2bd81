package io.cloudtik.core.head;

import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.core.cluster.EventSink;
import io.cloudtik.core.metrics.ControllerMeters;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Tells of records that failed their checksum and were set aside, whoever read them. What they told is derived from the
 * cloud again, or has to be told again. Called by the controller's loop alone.
 */
final class Quarantine {

    /** Of either durability, with the name of a record before its fault; see {@link StateStore}. */
    private static final String TABLE = "quarantine";
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final StateStore store;
    private final Time time;
    private final EventSink events;
    private final ControllerMeters meters;
    private Set<String> told = Set.of();
    private Optional<Duration> lookedAt = Optional.empty();

    Quarantine(StateStore store, Time time, EventSink events, ControllerMeters meters) {
        this.store = store;
        this.time = time;
        this.events = events;
        this.meters = meters;
    }

    void lookIfDue() {
        Duration now = time.monotonic();
        if (lookedAt.map(last -> now.minus(last).compareTo(BETWEEN_LOOKS) < 0).orElse(false)) {
            return;
        }
        Set<String> held = new HashSet<>(store.list(Durability.DURABLE, TABLE).keySet());
        held.addAll(store.list(Durability.VOLATILE, TABLE).keySet());
        held.stream().filter(record -> !told.contains(record)).sorted().forEach(record -> events.event(
                "RECORD_QUARANTINED", record,
                "it failed its checksum and was set aside; what it told is derived from the cloud again"));
        meters.quarantined(held.size());
        told = held;
        lookedAt = Optional.of(now);
    }
}
