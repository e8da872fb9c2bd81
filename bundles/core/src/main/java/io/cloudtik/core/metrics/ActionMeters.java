package io.cloudtik.core.metrics;

import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What comes of the actions of a cluster controller: launches, set-ups, terminations. Thread-safe. */
final class ActionMeters {

    private static final List<Double> MINUTES = List.of(5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0);
    /** A machine that does not end is asked to several times; of so many it is remembered. */
    private static final int REMEMBERED = 10_000;

    private final DurationHistogram createTimes = new DurationHistogram(MINUTES);
    private final DurationHistogram updateTimes = new DurationHistogram(MINUTES);
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong stopped = new AtomicLong();
    private final AtomicLong failedCreates = new AtomicLong();
    private final AtomicLong launchDefects = new AtomicLong();
    private final AtomicLong updates = new AtomicLong();
    private final AtomicLong failedUpdates = new AtomicLong();
    private final AtomicLong recoveries = new AtomicLong();
    private final AtomicLong failedRecoveries = new AtomicLong();
    private final Set<String> toldToEnd = new LinkedHashSet<>();
    private final Set<NodeId> replacements = new HashSet<>();
    private final RecentFailures failures;

    ActionMeters(Time time) {
        failures = new RecentFailures(time);
    }

    void launched(Duration took) {
        createTimes.saw(took);
        started.incrementAndGet();
    }

    /** @param isDefect of the platform or a provider, rather than an answer of the cloud */
    void launchFailed(NodeTypeName type, boolean isDefect) {
        (isDefect ? launchDefects : failedCreates).incrementAndGet();
        failures.add(type);
    }

    void wasSetUp(NodeSlot slot, Duration took) {
        updateTimes.saw(took);
        (isReplacement(slot) ? recoveries : updates).incrementAndGet();
    }

    void setUpFailed(NodeSlot slot) {
        (isReplacement(slot) ? failedRecoveries : failedUpdates).incrementAndGet();
        failures.add(slot.type());
    }

    void wasLost(NodeTypeName type) {
        failures.add(type);
    }

    synchronized void terminated(Set<String> machines) {
        machines.stream().filter(toldToEnd::add).forEach(machine -> stopped.incrementAndGet());
        while (toldToEnd.size() > REMEMBERED) {
            toldToEnd.remove(toldToEnd.iterator().next());
        }
    }

    /** These nodes stand for lost ones; others do not any more. */
    synchronized void replaced(Set<NodeId> begun, Set<NodeId> present) {
        replacements.retainAll(present);
        replacements.addAll(begun);
    }

    synchronized boolean isReplacement(NodeSlot slot) {
        return replacements.contains(slot.node());
    }

    Map<NodeTypeName, Integer> recentFailures() {
        return failures.byType();
    }

    List<Metric> metrics() {
        return List.of(
                Metric.histogram("cloudtik_worker_create_node_time_seconds",
                        "How long the provider took to launch a worker.", Map.of(Map.of(), createTimes.distribution())),
                Metric.histogram("cloudtik_worker_update_time_seconds",
                        "How long setting a worker up took, once its machine ran.", Map.of(Map.of(), updateTimes.distribution())),
                Metric.counter("cloudtik_started_nodes_total", "Workers launched.", started.get()),
                Metric.counter("cloudtik_stopped_nodes_total", "Workers whose machines were told to end.", stopped.get()),
                Metric.counter("cloudtik_failed_create_nodes_total", "Launches that the provider refused.", failedCreates.get()),
                Metric.counter("cloudtik_successful_updates_total", "Workers set up.", updates.get()),
                Metric.counter("cloudtik_failed_updates_total", "Set-ups of workers that failed.", failedUpdates.get()),
                Metric.counter("cloudtik_successful_recoveries_total",
                        "Workers set up in place of lost ones.", recoveries.get()),
                Metric.counter("cloudtik_failed_recoveries_total",
                        "Set-ups of workers in place of lost ones that failed.", failedRecoveries.get()),
                Metric.counter("cloudtik_node_launch_exceptions_total",
                        "Launches that ended in a defect of the platform or of a provider.", launchDefects.get()));
    }
}
