package io.cloudtik.core.metrics;

import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.Sample;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterReconciler.Pass;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the passes of a cluster controller see and decide. Thread-safe. */
final class PassMeters {

    private static final List<Double> SECONDS = List.of(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

    private enum Action { LAUNCH, SET_UP, PROBE, ADOPT, TERMINATE, RELEASE }

    private record Decision(Action action, String subject) {}

    private final DurationHistogram passTimes = new DurationHistogram(SECONDS);
    private final Map<Action, Long> decisions = new EnumMap<>(Action.class);
    private Set<Decision> lastDecisions = Set.of();
    private List<SlotView> slots = List.of();
    private long failedPasses;

    PassMeters() {
        Stream.of(Action.values()).forEach(action -> decisions.put(action, 0L));
    }

    void took(Duration duration) {
        passTimes.saw(duration);
    }

    synchronized void failed() {
        failedPasses++;
    }

    /** A decision that stands until it is carried out is counted when it is new. */
    synchronized void saw(Pass pass) {
        slots = pass.observation().slots();
        Set<Decision> now = decisions(pass.plan());
        now.stream()
                .filter(decision -> !lastDecisions.contains(decision))
                .forEach(decision -> decisions.merge(decision.action(), 1L, Long::sum));
        lastDecisions = now;
    }

    synchronized List<SlotView> slots() {
        return slots;
    }

    private static Set<Decision> decisions(ClusterPlan plan) {
        Set<Decision> all = new HashSet<>();
        add(all, Action.LAUNCH, plan.launches(), launch -> launch.slot().node());
        add(all, Action.SET_UP, plan.setUps(), setUp -> setUp.slot().node());
        add(all, Action.PROBE, plan.probes(), probe -> probe.slot().node());
        add(all, Action.ADOPT, plan.adoptions(), adoption -> adoption.machine().id());
        add(all, Action.TERMINATE, plan.terminations(), ClusterPlan.Termination::cloudId);
        add(all, Action.RELEASE, plan.releases(), release -> release.slot().node());
        return all;
    }

    private static <T> void add(Set<Decision> all, Action action, List<T> parts, Function<T, Object> subject) {
        parts.forEach(part -> all.add(new Decision(action, subject.apply(part).toString())));
    }

    /** Nodes that are launched in place of ones that are lost, by this plan. */
    static Stream<SlotView> lost(Pass pass) {
        Set<Integer> launched = new HashSet<>();
        pass.plan().launches().forEach(launch -> launched.add(launch.slot().number()));
        return pass.observation().slots().stream().filter(view ->
                launched.contains(view.slot().number()) && view.slot().isWanted()
                        && view.slot().phase() != NodeSlot.Phase.PLANNED);
    }

    static Set<NodeId> replacements(Pass pass) {
        Set<Integer> lost = new HashSet<>();
        lost(pass).forEach(view -> lost.add(view.slot().number()));
        Set<NodeId> begun = new HashSet<>();
        pass.plan().launches().stream()
                .filter(launch -> lost.contains(launch.slot().number()))
                .forEach(launch -> begun.add(launch.slot().node()));
        return begun;
    }

    synchronized List<Metric> metrics() {
        List<Sample> byAction = new ArrayList<>();
        decisions.forEach((action, count) ->
                byAction.add(Sample.of("action", action.name().toLowerCase(Locale.ROOT), count)));
        return List.of(
                Metric.histogram("cloudtik_update_time_seconds",
                        "How long a pass of the cluster controller took.", Map.of(Map.of(), passTimes.distribution())),
                Metric.counter("cloudtik_update_loop_exceptions_total",
                        "Passes of the cluster controller that were broken off.", failedPasses),
                Metric.counter("cloudtik_decisions_total", "Decisions of the cluster controller.", byAction));
    }
}
