package io.cloudtik.core.metrics;

import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.Sample;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.core.cluster.ClusterReconciler.Pass;
import io.cloudtik.core.cluster.NodeSetup;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** All that is counted of a cluster controller since its container started. Thread-safe. */
public final class ControllerMeters {

    private static final String NODE_TYPE = "NodeType";

    private final Time time;
    private final ActionMeters actions;
    private final PassMeters passes = new PassMeters();
    private final AtomicLong failedStarts = new AtomicLong();
    private final AtomicLong refusedSpecs = new AtomicLong();
    private final AtomicLong quarantined = new AtomicLong();

    public ControllerMeters(Time time) {
        this.time = time;
        this.actions = new ActionMeters(time);
    }

    public NodeProvider measured(NodeProvider provider) {
        return new MeasuredNodeProvider(provider, actions, time);
    }

    public NodeSetup measured(NodeSetup setup) {
        return new MeasuredNodeSetup(setup, actions, time);
    }

    /** Times a pass and sees what came of it. */
    public Pass pass(Supplier<Pass> work) {
        Duration begun = time.monotonic();
        Pass pass;
        try {
            pass = work.get();
        } catch (RuntimeException e) {
            passes.failed();
            throw e;
        } finally {
            passes.took(time.monotonic().minus(begun));
        }
        passes.saw(pass);
        PassMeters.lost(pass).forEach(view -> actions.wasLost(view.slot().type()));
        actions.replaced(PassMeters.replacements(pass), present(pass));
        return pass;
    }

    private static Set<NodeId> present(Pass pass) {
        return pass.observation().slots().stream().map(view -> view.slot().node()).collect(Collectors.toSet());
    }

    public void startFailed() {
        failedStarts.incrementAndGet();
    }

    public void specRefused() {
        refusedSpecs.incrementAndGet();
    }

    /** How many records lie in the quarantine of the shared state now. */
    public void quarantined(long records) {
        quarantined.set(records);
    }

    public List<Metric> metrics() {
        List<Metric> all = new ArrayList<>(nodes());
        all.addAll(actions.metrics());
        all.addAll(passes.metrics());
        all.add(Metric.counter("cloudtik_reset_exceptions_total",
                "Starts of the cluster controller that failed.", failedStarts.get()));
        all.add(Metric.counter("cloudtik_config_validation_exceptions_total",
                "Specifications from clients that were refused.", refusedSpecs.get()));
        all.add(Metric.gauge("cloudtik_quarantined_records",
                "Records of the shared state that failed their checksum and were set aside.", quarantined.get()));
        return all;
    }

    private List<Metric> nodes() {
        List<SlotView> slots = passes.slots().stream().filter(view -> view.slot().isWanted()).toList();
        Predicate<SlotView> isSetUp = view -> view.slot().phase() == NodeSlot.Phase.SET_UP;
        Predicate<SlotView> isLaunched = view -> view.slot().phase() == NodeSlot.Phase.LAUNCHED;
        Predicate<SlotView> isReplacement = view -> actions.isReplacement(view.slot());
        return List.of(
                Metric.gauge("cloudtik_pending_nodes",
                        "Workers that are wanted and not set up yet.", byType(slots, isSetUp.negate())),
                Metric.gauge("cloudtik_active_nodes", "Workers that are set up.", byType(slots, isSetUp)),
                Metric.gauge("cloudtik_recently_failed_nodes",
                        "Failures of launching or setting up, and lost workers, within half an hour.",
                        samples(actions.recentFailures())),
                Metric.gauge("cloudtik_updating_nodes",
                        "Launched workers that are being set up.", count(slots, isLaunched.and(isReplacement.negate()))),
                Metric.gauge("cloudtik_recovering_nodes",
                        "Launched workers that are being set up in place of lost ones.", count(slots, isLaunched.and(isReplacement))),
                Metric.gauge("cloudtik_running_workers",
                        "Workers that are set up and beat.", count(slots, isSetUp.and(ControllerMeters::beats))));
    }

    private static boolean beats(SlotView view) {
        return view.sighting().map(sighting -> sighting.isFresh()).orElse(false);
    }

    private static long count(List<SlotView> slots, Predicate<SlotView> which) {
        return slots.stream().filter(which).count();
    }

    /** A type of which there are workers, but none such, is told with 0. */
    private static List<Sample> byType(List<SlotView> slots, Predicate<SlotView> which) {
        Map<NodeTypeName, Integer> counts = new TreeMap<>(Comparator.comparing(NodeTypeName::value));
        slots.forEach(view -> counts.merge(view.slot().type(), which.test(view) ? 1 : 0, Integer::sum));
        return samples(counts);
    }

    private static List<Sample> samples(Map<NodeTypeName, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> Sample.of(NODE_TYPE, entry.getKey().value(), entry.getValue()))
                .toList();
    }
}
