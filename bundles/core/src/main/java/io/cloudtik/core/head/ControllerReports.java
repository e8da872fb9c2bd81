package io.cloudtik.core.head;

import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.api.control.HealthReport;
import io.cloudtik.api.metrics.ScrapeTarget;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the controller tells of its cluster, from what was last seen; nothing is asked of a provider for it. Thread-safe. */
final class ControllerReports {

    private static final int SHOWN_EVENTS = 20;

    private final WantedCluster wanted;
    private final LastSeen seen;
    private final StatusReader statusReader;
    private final HeadHealth health;
    private final ControllerView view;
    private final ClusterTargets targets;
    private final EventJournal events;
    private final Time time;

    ControllerReports(
            WantedCluster wanted,
            LastSeen seen,
            StatusReader statusReader,
            HeadHealth health,
            ControllerView view,
            ClusterTargets targets,
            EventJournal events,
            Time time) {
        this.wanted = wanted;
        this.seen = seen;
        this.statusReader = statusReader;
        this.health = health;
        this.view = view;
        this.targets = targets;
        this.events = events;
        this.time = time;
    }

    /** @param trouble why nothing is changed for now; empty if all is well */
    ClusterStatus status(JobService jobs, String trouble) {
        WorkerScope scope = wanted.scope();
        List<String> troubles = new ArrayList<>();
        if (!trouble.isEmpty()) {
            troubles.add("nothing is changed for now: " + trouble);
        }
        if (!scope.wishes().trouble().isEmpty()) {
            troubles.add(scope.wishes().trouble());
        }
        return statusReader.read(
                scope.spec(), scope.wishes()::goal, wanted.isStopping(), troubles, time.now(), seen.pass(), seen.sightings(),
                orNone(jobs::list, troubles), orNone(() -> events.latest(SHOWN_EVENTS), troubles),
                seen.headResources(scope.spec()));
    }

    /** What cannot be read now is left out of a status, with the reason: a status is wanted most when something is down. */
    private static <T> List<T> orNone(Supplier<List<T>> source, List<String> troubles) {
        try {
            return source.get();
        } catch (PlatformException e) {
            if (troubles.stream().noneMatch(known -> known.endsWith(e.getMessage()))) {
                troubles.add(e.getMessage());
            }
            return List.of();
        }
    }

    /** How each node does by a pass that may not be kept yet, the head first. */
    List<NodeStatus> nodes(WorkerScope scope, ClusterReconciler.Pass pass) {
        return statusReader.nodes(
                scope.spec(), scope.wishes()::goal, Optional.of(pass), seen.sightings(), seen.headResources(scope.spec()));
    }

    /** Where the nodes that were set up tell metrics. */
    List<ScrapeTarget> scrapeTargets() {
        return targets.of(seen.pass());
    }

    /** @param trouble why nothing is changed for now; empty if all is well */
    HealthReport health(JobService jobs, String trouble) {
        return health.examine(status(jobs, trouble), seen.sincePass(), trouble);
    }

    /** @param trouble why nothing is changed for now; empty if all is well */
    DebugStatus debug(String trouble) {
        return view.debug(wanted.scope(), seen, trouble);
    }

    List<ClusterEvent> events(int most) {
        return events.latest(most);
    }
}
