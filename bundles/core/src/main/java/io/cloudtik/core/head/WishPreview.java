package io.cloudtik.core.head;

import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterPlanner;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.Deadlines;
import io.cloudtik.core.cluster.RuntimePlans;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.control.Preview;
import io.cloudtik.core.control.Wish;
import io.cloudtik.core.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What would change if the cluster were to become something else; nothing is changed. */
final class WishPreview {

    private final HeadFiles files;
    private final ClusterUuid uuid;
    private final ConfigLoader loader;
    private final Time time;
    private final LastSeen seen;
    private final WorkerRequests requests;
    private final PlannedNodes nodes;
    private final RuntimePlans runtimePlans;
    private final RuntimeWishes runtimeWishes;
    private final PlanPublisher plans;
    private final SpecPreview words;

    WishPreview(
            ClusterController.Surroundings around,
            HeadFiles files,
            LastSeen seen,
            WorkerRequests requests,
            PlannedNodes nodes,
            RuntimePlans runtimePlans,
            RuntimeWishes runtimeWishes,
            PlanPublisher plans) {
        this.files = files;
        this.uuid = files.identity().clusterUuid();
        this.loader = around.loader();
        this.time = around.time();
        this.seen = seen;
        this.requests = requests;
        this.nodes = nodes;
        this.runtimePlans = runtimePlans;
        this.runtimeWishes = runtimeWishes;
        this.plans = plans;
        this.words = new SpecPreview(around.codec());
    }

    /**
     * @param userFiles digest of the user's files that would come with the wish
     * @throws PlatformException UNAVAILABLE before the first pass
     */
    Preview of(Wish wish, String userFiles) {
        ClusterSpec spec = requests.applied(wish.secrets().reveal(loader.cluster(wish.settings())));
        ClusterObservation observation = seen.pass().map(ClusterReconciler.Pass::observation).orElseThrow(() ->
                new PlatformException(Kind.UNAVAILABLE, "the cluster controller has not looked at its nodes yet"));
        WorkerWishes wishes = new WorkerWishes(spec, files.userFiles(), time, userFiles);
        SlotNames names = new SlotNames(spec, uuid);
        ClusterPlan plan = new ClusterPlanner(spec, NodeKind.WORKER, names, Deadlines.DEFAULT, wishes::goal)
                .plan(observation);
        List<PlannedAction> actions = new ArrayList<>(
                words.ofMachines(plan, renewal -> wishes.stages(renewal.slot().type())));
        Set<NodeId> ending = plan.terminations().stream().map(end -> end.slot().node()).collect(Collectors.toSet());
        nodes.of(spec, observation).stream()
                .filter(node -> !ending.contains(node.id()))
                .forEach(node -> actions.addAll(ofServices(spec, node)));
        return new Preview(actions);
    }

    private List<PlannedAction> ofServices(ClusterSpec spec, RuntimePlans.Node node) {
        return plans.stored(node.id())
                .map(stored -> words.ofServices(
                        node.id().value(), stored, runtimeWishes.applied(runtimePlans.of(spec, node), node.id())))
                .orElse(List.of());
    }
}
