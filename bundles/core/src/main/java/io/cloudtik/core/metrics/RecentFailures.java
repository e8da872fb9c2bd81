package io.cloudtik.core.metrics;

import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Failures of nodes within the last half hour. Thread-safe. */
final class RecentFailures {

    private static final Duration RECENT = Duration.ofMinutes(30);
    /** More in half an hour than a controller's back-off lets happen. */
    private static final int MOST = 10_000;

    private record Failure(NodeTypeName type, Duration at) {}

    private final Time time;
    private final Deque<Failure> failures = new ArrayDeque<>();

    RecentFailures(Time time) {
        this.time = time;
    }

    synchronized void add(NodeTypeName type) {
        failures.addLast(new Failure(type, time.monotonic()));
        if (failures.size() > MOST) {
            failures.removeFirst();
        }
    }

    synchronized Map<NodeTypeName, Integer> byType() {
        Duration oldest = time.monotonic().minus(RECENT);
        failures.removeIf(failure -> failure.at().compareTo(oldest) < 0);
        Map<NodeTypeName, Integer> counts = new TreeMap<>(java.util.Comparator.comparing(NodeTypeName::value));
        failures.forEach(failure -> counts.merge(failure.type(), 1, Integer::sum));
        return counts;
    }
}
