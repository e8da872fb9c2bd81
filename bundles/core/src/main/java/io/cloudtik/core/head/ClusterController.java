package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.DerivedSecrets;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.RuntimePlans;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.journal.Journal;
import io.cloudtik.core.journal.JournalStore;
import io.cloudtik.core.metrics.ControllerMeters;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster's workers as is wanted: a pass each second, or at once when something changed. Everything it decides from
 * is read anew in each pass; what it must not forget is in the shared state.
 */
final class ClusterController implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClusterController.class);

    /** In each pass, of all in turn. */
    private static final int PLANS_VERIFIED = 5;

    private final Reign reign;
    private final ControllerMeters meters;
    private final Runnable again;
    private final EventJournal events;
    private final Explainer explainer;
    private final LastSeen seen;
    private final PlannedNodes nodes;
    private final NodeGrants grants;
    private final PlanPublisher plans;
    private final WorkerRequests requests;
    private final RuntimeWishes runtimeWishes;
    private final StateLife life;
    private final Quarantine quarantine;
    private final NodeWatch watch;
    private final RestraintWatch restraints;
    private final ControllerMemory memory;
    private final AwaitedNodes awaited;
    private final WantedCluster wanted;
    private final ControllerReports reports;
    private final WishPreview preview;

    /** What the controller needs from outside, to keep its constructor readable. */
    record Surroundings(
            Installation installation,
            RecordCodec codec,
            ConfigLoader loader,
            Providers providers,
            Runtimes runtimes,
            ExecutorFactory executors,
            StateBackend backend,
            Time time,
            Scheduler scheduler,
            ControllerMeters meters,
            JournalStore journal) {}

    /**
     * Begins a reign: whoever controlled the cluster before is refused from now on.
     *
     * @param again asks for another pass soon
     */
    static ClusterController start(Surroundings around, HeadFiles files, Runnable again) {
        long last = files.lastEpoch();
        Reign reign = Reign.begin(around.backend(), files.stateAddress(), around.time(), last);
        try {
            files.writeEpoch(reign.epoch());
            return new ClusterController(around, files, reign, last == 0, again);
        } catch (RuntimeException e) {
            reign.close();
            throw e;
        }
    }

    private ClusterController(Surroundings around, HeadFiles files, Reign reign, boolean first, Runnable again) {
        this.reign = reign;
        this.meters = around.meters();
        this.again = again;
        NodeIdentity head = files.identity();
        RecordCodec codec = around.codec();
        StateStore store = reign.store();
        long epoch = reign.epoch();
        Journal journal = new Journal(around.journal(), codec, around.time(), around.installation().version(), epoch);
        this.explainer = new Explainer(journal, codec);
        this.events = new EventJournal(store, codec, around.time(), journal::happened);
        this.seen = new LastSeen(head, store, codec, around.time(), events);
        DerivedSecrets secrets = new DerivedSecrets(reign.address().password());
        RuntimePlans runtimePlans = new RuntimePlans(around.runtimes(), around.providers(), secrets, seen::measured);
        this.nodes = new PlannedNodes(head, seen, runtimePlans);
        this.runtimeWishes = new RuntimeWishes(store, codec, epoch);
        this.requests = new WorkerRequests(store, codec, epoch);
        this.plans = new PlanPublisher(runtimePlans, runtimeWishes, codec, store, epoch);
        this.grants = new NodeGrants(head, reign.address(), around.backend(), plans, nodes, runtimeWishes, seen);
        this.memory = new ControllerMemory(around.time());
        WorkerScopes scopes = new WorkerScopes(
                around, files, reign, secrets, memory, plans, nodes, seen, events, journal, again);
        this.wanted = new WantedCluster(
                around, files, scopes, requests, runtimeWishes, seen, memory, events, again);
        this.reports = new ControllerReports(
                wanted, seen, new StatusReader(head, plans, memory), new HeadHealth(store),
                new ControllerView(around.installation().version(), epoch, memory, requests, runtimeWishes),
                new ClusterTargets(head, plans), events, around.time());
        this.preview = new WishPreview(
                around, files, seen, requests, nodes, runtimePlans, runtimeWishes, plans);
        this.life = new StateLife(store, epoch, around.time(), events, first);
        this.quarantine = new Quarantine(store, around.time(), events, meters);
        this.watch = new NodeWatch(events, around.time());
        this.restraints = new RestraintWatch(events);
        this.awaited = new AwaitedNodes(store, codec);
        events.event("CONTROLLER_STARTED", head.node().value(), "epoch " + epoch);
    }

    /**
     * One pass. A store that does not answer, or a provider, ends it without any change to the world; so does another
     * controller that has taken over.
     */
    void pass() {
        if (wanted.isStopping()) {
            return;
        }
        reign.confirm();
        WorkerScope scope = wanted.scope();
        scope.wishes().lookIfDue();
        quarantine.lookIfDue();
        if (life.wasLost()) {
            tellAgain();
        }
        ClusterReconciler.Pass pass = meters.pass(life.isRebuilding() ? () -> rebuild(scope) : scope.reconciler()::pass);
        seen.keepSlots(pass.observation()); // Before the plans, which follow from what the nodes have.
        plans.verify(PLANS_VERIFIED);
        grants.give(scope.spec(), pass.observation());
        if (wanted.scope() == scope) {
            seen.keep(pass); // After the plans: by these it is judged whether a node serves.
        }
        grants.takeBack(pass.observation());
        restraints.observe(pass);
        List<NodeStatus> known = reports.nodes(scope, pass);
        watch.observe(known, seen.sightings());
        awaited.await(known);
        scope.provider().notices().forEach(notice -> events.event("PROVIDER_NOTICE", scope.spec().provider(), notice));
    }

    /** Between two passes: has another one if a node that is waited for tells something new. */
    void look() {
        if (awaited.haveNews()) {
            again.run();
        }
    }

    /** What is known here of what the shared state held. */
    private void tellAgain() {
        plans.forgetAll();
        requests.writeAgain();
        runtimeWishes.writeAgain();
    }

    private ClusterReconciler.Pass rebuild(WorkerScope scope) {
        life.saw(scope.provider().list());
        return scope.reconciler().adopt(StateLife.REBUILDING);
    }

    /** Ends one worker as if its machine had failed; the next pass sees it gone. */
    NodeId kill(Optional<NodeId> named) {
        List<SlotView> living = seen.pass().stream()
                .flatMap(pass -> pass.observation().slots().stream())
                .filter(view -> view.slot().isWanted() || view.slot().phase() == NodeSlot.Phase.DRAINING)
                .filter(view -> view.machine().isPresent())
                .toList();
        SlotView victim = living.stream()
                .filter(view -> named.map(node -> node.equals(view.slot().node())).orElse(true))
                .findFirst()
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND,
                        named.map(node -> "there is no worker '" + node + "'").orElse("there is no worker to end")
                                + "; there are: " + living.stream().map(view -> view.slot().node().value()).toList()));
        NodeId node = victim.slot().node();
        events.event("NODE_KILLED", node.value(), "a user asked for it");
        memory.caution().expectsTheEndOf(victim.slot());
        wanted.scope().provider().terminate(Set.of(victim.machine().orElseThrow().id()));
        again.run();
        return node;
    }

    /** What the cluster is wanted to be, which users change. */
    WantedCluster wanted() {
        return wanted;
    }

    /** What it tells. */
    ControllerReports reports() {
        return reports;
    }

    /** Why it did what it did. */
    Explainer explainer() {
        return explainer;
    }

    /** What it would do. */
    WishPreview preview() {
        return preview;
    }

    /** The context in which one of its runtimes is asked about the head. */
    NodeContext headContext(RuntimeSpec runtime) {
        return nodes.headContext(spec(), runtime);
    }

    /** The specification the cluster is kept at. */
    ClusterSpec spec() {
        return wanted.scope().spec();
    }

    StateStore store() {
        return reign.store();
    }

    long epoch() {
        return reign.epoch();
    }

    @Override
    public void close() {
        wanted.close();
        reign.close();
        log.info("cluster controller of epoch {} ended", reign.epoch());
    }
}
