package io.cloudtik.core.registry;

import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services by name, handed out as counted leases. When a service goes, no new lease of it is given and its removal waits
 * for those in use, within a bound; so a provider can be replaced while it is called, and no provider needs care of its own.
 *
 * <p>Of several services of one name the highest version is leased.
 */
final class LeasedServices<T> {

    private static final Logger log = LoggerFactory.getLogger(LeasedServices.class);

    private final String what;
    private final Duration drainTime;
    private final Time time;
    private final Map<String, List<Slot<T>>> slots = new TreeMap<>();

    LeasedServices(String what, Duration drainTime, Time time) {
        this.what = what;
        this.drainTime = drainTime;
        this.time = time;
    }

    synchronized void add(String name, Version version, T service) {
        List<Slot<T>> sameName = slots.computeIfAbsent(name, key -> new ArrayList<>());
        sameName.add(new Slot<>(service, version));
        sameName.sort(Comparator.comparing((Slot<T> slot) -> slot.version).reversed());
    }

    /** Blocks while the service is in use, at the longest for the drain time. */
    synchronized void remove(String name, T service) {
        List<Slot<T>> sameName = slots.getOrDefault(name, new ArrayList<>());
        List<Slot<T>> going = sameName.stream().filter(slot -> slot.service == service).toList();
        sameName.removeAll(going);
        if (sameName.isEmpty()) {
            // Before the wait: while it lasts others come and go, perhaps under a new list of the same name.
            slots.remove(name);
        }
        going.forEach(slot -> awaitUnused(name, slot));
    }

    private void awaitUnused(String name, Slot<T> slot) {
        Duration end = time.monotonic().plus(drainTime);
        Duration left = drainTime;
        try {
            while (slot.inUse > 0 && !left.isNegative() && !left.isZero()) {
                TimeUnit.NANOSECONDS.timedWait(this, left.toNanos());
                left = end.minus(time.monotonic());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (slot.inUse > 0) {
            log.warn("{} '{}' goes with {} calls still in it", what, name, slot.inUse);
        }
    }

    synchronized Optional<Lease<T>> lease(String name) {
        List<Slot<T>> sameName = slots.getOrDefault(name, List.of());
        return sameName.isEmpty() ? Optional.empty() : Optional.of(new CountedLease(sameName.get(0)));
    }

    synchronized List<String> names() {
        return List.copyOf(slots.keySet());
    }

    private synchronized void release(Slot<T> slot) {
        slot.inUse--;
        notifyAll();
    }

    private static final class Slot<T> {

        private final T service;
        private final Version version;
        private int inUse;

        private Slot(T service, Version version) {
            this.service = service;
            this.version = version;
        }
    }

    private final class CountedLease implements Lease<T> {

        private final Slot<T> slot;
        private boolean closed;

        private CountedLease(Slot<T> slot) {
            this.slot = slot;
            slot.inUse++;
        }

        @Override
        public T service() {
            return slot.service;
        }

        @Override
        public void close() {
            synchronized (LeasedServices.this) {
                if (!closed) {
                    closed = true;
                    release(slot);
                }
            }
        }
    }
}
