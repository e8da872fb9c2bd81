package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.DebugStatus;
import io.cloudtik.api.control.HealthReport;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.control.WorkerOperations.Scaling;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.metrics.ScrapeTarget;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.core.bootstrap.JavaNeeds;
import io.cloudtik.core.bootstrap.NodeBootstrapper;
import io.cloudtik.core.cluster.ClusterActuator;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterObserver;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterPlanner;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.CurrentNodeProvider;
import io.cloudtik.core.cluster.Deadlines;
import io.cloudtik.core.cluster.DerivedSecrets;
import io.cloudtik.core.cluster.LivenessTracker;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.RuntimePlans;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.control.RuntimeWish;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.Preview;
import io.cloudtik.core.control.Wish;
import io.cloudtik.core.metrics.ControllerMeters;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a cluster's workers as its specification says: a pass each second, or at once when something changed. Everything it
 * decides from is read anew in each pass; what it must not forget is in the shared state.
 */
final class ClusterController implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClusterController.class);
    private static final Duration LATE_PASS = Duration.ofSeconds(5);
    private static final int MOST_ACTIONS = 8;
    private static final int SHOWN_EVENTS = 20;

    private final HeadFiles files;
    private final NodeIdentity head;
    private final ConfigLoader loader;
    private final Providers providers;
    private final RecordCodec codec;
    private final Time time;
    private final ControllerMeters meters;
    private final Scheduler scheduler;
    private final Map<NodeTypeName, Scheduler.Pool> pools = new ConcurrentHashMap<>();
    private final Runnable again;
    private final StateStore store;
    private final StateAddress stateAddress;
    private final StateBackend backend;
    private final NodeBootstrapper bootstrapper;
    private final List<String> authorizedKeys;
    private final long epoch;
    private final String version;
    private final EventJournal events;
    private final DerivedSecrets secrets;
    private final RuntimePlans runtimePlans;
    private final PlanPublisher plans;
    private final ControllerMemory memory;
    private final LivenessTracker liveness;
    private final StatusReader statusReader;
    private final ClusterTargets targets;
    private final StateSlotStore slots;
    private final NodeWatch watch;
    private final WorkerRequests requests;
    private final RuntimeWishes runtimeWishes;

    private Set<NodeId> lastPresent = Set.of();
    /** What the references in the settings stand for. */
    private SecretValues references;
    private volatile Scope scope;
    private volatile boolean stopping;
    private volatile Map<NodeId, Sighting> lastSightings = Map.of();
    /** Outlives a change of the specification: what nodes have does not change with it. */
    private volatile List<NodeSlot> lastSlots = List.of();
    private volatile Optional<ClusterReconciler.Pass> lastPass = Optional.empty();
    private volatile Optional<Duration> lastPassAt = Optional.empty();

    /** What depends on the specification and is replaced with it. */
    private record Scope(
            ClusterSpec file,
            ClusterSpec spec,
            CurrentNodeProvider provider,
            WorkerWishes wishes,
            ClusterReconciler reconciler) {}

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
            ControllerMeters meters) {}

    /**
     * Begins a reign: takes the next epoch, so that whoever controlled the cluster before is refused.
     *
     * @param again asks for another pass soon
     */
    static ClusterController start(Surroundings around, HeadFiles files, Runnable again) {
        StateAddress address = files.stateAddress();
        StateStore store = around.backend().open(address);
        try {
            return new ClusterController(around, files, address, store, store.nextEpoch(), again);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private ClusterController(
            Surroundings around, HeadFiles files, StateAddress address, StateStore store, long epoch, Runnable again) {
        this.files = files;
        this.head = files.identity();
        this.loader = around.loader();
        this.providers = around.providers();
        this.codec = around.codec();
        this.time = around.time();
        this.scheduler = around.scheduler();
        this.meters = around.meters();
        this.again = again;
        this.store = store;
        this.stateAddress = address;
        this.backend = around.backend();
        this.epoch = epoch;
        this.version = around.installation().version();
        this.secrets = new DerivedSecrets(address.password());
        this.runtimePlans = new RuntimePlans(around.runtimes(), providers, secrets, this::measured);
        this.events = new EventJournal(store, codec, time);
        this.runtimeWishes = new RuntimeWishes(store, codec, epoch);
        this.plans = new PlanPublisher(runtimePlans, runtimeWishes, codec, store, epoch);
        this.memory = new ControllerMemory(time);
        this.liveness = new LivenessTracker(time, LATE_PASS);
        this.slots = new StateSlotStore(store, codec, epoch);
        String ownKey = around.executors().ensureKeyPair(files.privateKey(), head.node().value());
        this.authorizedKeys = List.of(ownKey, files.clientPublicKey());
        this.bootstrapper = new NodeBootstrapper(
                around.executors(), around.installation().distribution(), files.privateKey(), files.knownHosts(), time);
        this.statusReader = new StatusReader(head, plans, memory);
        this.watch = new NodeWatch(events, time);
        this.targets = new ClusterTargets(head, plans);
        this.requests = new WorkerRequests(store, codec, epoch);
        this.references = files.secrets();
        Scope first = scope(references.reveal(loader.cluster(files.cluster())));
        this.scope = first;
        events.event("CONTROLLER_STARTED", head.node().value(), "epoch " + epoch);
    }

    private Scope scope(ClusterSpec file) {
        ClusterSpec spec = requests.applied(file);
        CurrentNodeProvider provider = new CurrentNodeProvider(providers, spec);
        SlotNames names = new SlotNames(spec, head.clusterUuid(), codec);
        ClusterObserver observer = new ClusterObserver(
                NodeKind.WORKER, names, provider, slots, this::sightings, memory, time, plans::isServed);
        WorkerWishes wishes = new WorkerWishes(spec, files.userFiles(), time);
        ClusterPlanner planner = new ClusterPlanner(spec, NodeKind.WORKER, names, Deadlines.DEFAULT, wishes::goal);
        WorkerSetup setup = new WorkerSetup(
                spec, head, stateAddress, secrets, backend, codec, bootstrapper, provider::access,
                (slot, machine) -> javasOf(spec, slot, machine), plans::reserve,
                wishes);
        ClusterActuator actuator = new ClusterActuator(
                spec, names, meters.measured(provider), slots, meters.measured(setup), authorizedKeys, epoch, memory, events,
                this::pool, again);
        return new Scope(file, spec, provider, wishes, new ClusterReconciler(observer, planner, actuator));
    }

    private Scheduler.Pool pool(NodeTypeName type) {
        return pools.computeIfAbsent(type, name -> scheduler.pool("actions-" + name, MOST_ACTIONS));
    }

    /** One pass. A store that does not answer, or a provider, ends it without any change to the world. */
    void pass() {
        if (stopping) {
            return;
        }
        Scope now = scope;
        now.wishes().lookIfDue();
        ClusterReconciler.Pass pass = meters.pass(now.reconciler()::pass);
        publishPlans(now.spec(), pass.observation());
        if (scope == now) {
            // After the plans: by these it is judged whether a node serves.
            lastPass = Optional.of(pass);
            lastPassAt = Optional.of(time.monotonic());
        }
        takeBack(pass.observation());
        watch.observe(
                statusReader.nodes(
                        now.spec(), now.wishes()::goal, Optional.of(pass), lastSightings, headResources(now.spec())),
                lastSightings);
    }

    private Map<NodeId, Sighting> sightings() {
        try {
            List<Heartbeat> beats = store.list(Durability.VOLATILE, StateBackend.HEARTBEAT_TABLE).values().stream()
                    .map(value -> codec.decode(value.text(), Heartbeat.class))
                    .toList();
            lastSightings = liveness.observe(beats);
            return lastSightings;
        } catch (PlatformException e) {
            liveness.storeWasDeaf();
            throw e;
        }
    }

    private void publishPlans(ClusterSpec spec, ClusterObservation seen) {
        // Before the plans, which follow from what the nodes have.
        lastSlots = seen.slots().stream().map(SlotView::slot).toList();
        nodes(spec, seen).forEach(node -> plans.publish(spec, node));
        seen.slots().stream()
                .map(SlotView::slot)
                .filter(slot -> slot.phase() == NodeSlot.Phase.DRAINING)
                .forEach(slot -> plans.drain(slot.node()));
    }

    /** The nodes that have plans, the head first. */
    private List<RuntimePlans.Node> nodes(ClusterSpec spec, ClusterObservation seen) {
        List<RuntimePlans.Node> nodes = new ArrayList<>();
        headResources(spec).ifPresent(resources -> nodes.add(headNode(resources)));
        for (SlotView view : seen.slots()) {
            NodeSlot slot = view.slot();
            Optional<CloudNode> machine = view.machine().filter(found -> !found.address().isEmpty());
            if (slot.phase() == NodeSlot.Phase.SET_UP && machine.isPresent()) {
                workerNode(spec, slot, machine.get()).ifPresent(nodes::add);
            }
        }
        return nodes;
    }

    /** The context in which one of its runtimes is asked about the head. */
    NodeContext headContext(RuntimeSpec runtime) {
        return runtimePlans.context(spec(), headNode(knownHeadResources()), runtime);
    }

    /** The head as runtimes are told about it. */
    private RuntimePlans.Node headNode(Resources resources) {
        return new RuntimePlans.Node(
                head.node(), NodeKind.HEAD, head.type(), resources, head.address(), head.address());
    }

    /** Empty while nobody has said or measured what the worker has. */
    private Optional<RuntimePlans.Node> workerNode(ClusterSpec spec, NodeSlot slot, CloudNode machine) {
        return spec.workerTypes().stream()
                .filter(type -> type.name().equals(slot.type()))
                .findFirst()
                .flatMap(type -> type.resources().or(() -> measured(slot.node())))
                .map(resources -> new RuntimePlans.Node(
                        slot.node(), NodeKind.WORKER, slot.type(), resources, machine.address(), head.address()));
    }

    /** Which Javas a worker's services need; none as long as its plan cannot be known. */
    private Set<JavaNeeds.Range> javasOf(ClusterSpec spec, NodeSlot slot, CloudNode machine) {
        return workerNode(spec, slot, machine)
                .map(node -> JavaNeeds.of(runtimePlans.of(spec, node)))
                .orElse(Set.of());
    }

    /** What was given to nodes that are no more is taken back, once their slots have moved on. */
    private void takeBack(ClusterObservation seen) {
        Set<NodeId> present = new HashSet<>();
        present.add(head.node());
        seen.slots().stream()
                .filter(view -> view.slot().phase() != NodeSlot.Phase.FREE)
                .forEach(view -> present.add(view.slot().node()));
        if (present.equals(lastPresent)) {
            return;
        }
        for (NodeId gone : plans.othersThan(present)) {
            // The plan last: as long as it is stored, the account is known to be taken back.
            backend.revoke(stateAddress, gone);
            plans.forget(gone);
            runtimeWishes.forget(gone);
            liveness.forget(gone);
        }
        lastPresent = present;
    }

    private Optional<Resources> headResources(ClusterSpec spec) {
        return spec.headType().resources().or(() -> measured(head.node()));
    }

    private Optional<Resources> measured(NodeId node) {
        return Optional.ofNullable(lastSightings.get(node)).flatMap(Sighting::heartbeat).map(Heartbeat::resources);
    }

    /** @param trouble why nothing is changed for now; empty if all is well */
    ClusterStatus status(JobService jobs, String trouble) {
        Scope now = scope;
        List<String> troubles = new ArrayList<>();
        if (!trouble.isEmpty()) {
            troubles.add("nothing is changed for now: " + trouble);
        }
        if (!now.wishes().trouble().isEmpty()) {
            troubles.add(now.wishes().trouble());
        }
        return statusReader.read(
                now.spec(), now.wishes()::goal, stopping, troubles, time.now(), lastPass, lastSightings,
                orNone(jobs::list, troubles), orNone(() -> events.latest(SHOWN_EVENTS), troubles),
                headResources(now.spec()));
    }

    /** Where the nodes that were set up tell metrics. */
    List<ScrapeTarget> scrapeTargets() {
        return targets.of(lastPass);
    }

    /** @param trouble why nothing is changed for now; empty if all is well */
    HealthReport health(JobService jobs, String trouble) {
        return new HeadHealth(store).examine(status(jobs, trouble), sinceLastPass(), trouble);
    }

    private Optional<Duration> sinceLastPass() {
        return lastPassAt.map(at -> time.monotonic().minus(at));
    }

    DebugStatus debug(String trouble) {
        Scope now = scope;
        return new ControllerView(version, epoch, memory)
                .debug(now.spec(), requests.holding(now.file()), runtimeWishes.stopped(), lastPass, sinceLastPass(), trouble);
    }

    List<ClusterEvent> events(int most) {
        return events.latest(most);
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

    /** What any of the workers of a type measured. */
    private Optional<Resources> measured(NodeTypeName type) {
        return lastSlots.stream()
                .filter(slot -> slot.type().equals(type) && slot.isWanted())
                .flatMap(slot -> measured(slot.node()).stream())
                .findFirst();
    }

    /** @throws PlatformException UNAVAILABLE before the head's first beat, if nobody said what it has */
    private Resources knownHeadResources() {
        return headResources(spec()).orElseThrow(() ->
                new PlatformException(Kind.UNAVAILABLE, "the head has not measured its resources yet"));
    }

    /** The specification the cluster is kept at. */
    ClusterSpec spec() {
        return scope.spec();
    }

    NodeIdentity head() {
        return head;
    }

    StateStore store() {
        return store;
    }

    long epoch() {
        return epoch;
    }

    PlanPublisher plans() {
        return plans;
    }

    /** Takes a new specification; refuses one of another cluster, or with problems, and keeps the old one then. */
    synchronized void become(Wish wish) {
        ClusterSpec spec = wish.secrets().reveal(checked(wish.settings()));
        ClusterSpec old = scope.spec();
        if (stopping) {
            // A down that was broken off; whoever asks for the cluster now wants it to live.
            stopping = false;
            memory.forgetStarts(); // Stop commands may have run.
            events.event("CLUSTER_RESUMED", head.node().value(), "it is brought up again");
            again.run();
        }
        if (!spec.name().equals(old.name()) || !spec.workspace().equals(old.workspace())) {
            throw new PlatformException(Kind.INVALID, "this head leads cluster '" + old.name() + "' of workspace '"
                    + old.workspace() + "', not '" + spec.name() + "' of '" + spec.workspace() + "'");
        }
        if (spec.settings().equals(old.settings()) && wish.secrets().equals(references)) {
            if (scope.wishes().look()) {
                lastPass = Optional.empty();
                events.event("FILES_CHANGED", head.node().value(), "new files came from the client");
                again.run();
            }
            return;
        }
        files.writeCluster(wish);
        references = wish.secrets();
        requests.settle(spec);
        replaceScope(spec);
        events.event("SPEC_CHANGED", head.node().value(), "a new specification came from the client");
        again.run();
    }

    private void replaceScope(ClusterSpec file) {
        Scope next = scope(file);
        CurrentNodeProvider before = scope.provider();
        scope = next;
        lastPass = Optional.empty(); // What was seen was seen with other wishes.
        before.close();
    }

    /** What a request for workers comes to now. */
    Scaling planScale(ScaleRequest request) {
        Scope now = scope;
        return new WorkerCount(now.file(), now.spec(), type -> type.resources().or(() -> measured(type.name()))).of(request);
    }

    /** Keeps a request for workers and acts on it. */
    synchronized Scaling scale(ScaleRequest request) {
        Scaling scaling = planScale(request);
        if (scaling.after() != scaling.before()) {
            ClusterSpec file = scope.file();
            requests.ask(file.nodeType(scaling.type()), scaling.after());
            replaceScope(file);
            events.event("SCALED", scaling.type().value(),
                    "from " + scaling.before() + " to " + scaling.after() + ": " + scaling.reason());
            again.run();
        }
        return scaling;
    }

    /** Keeps what somebody wishes of runtimes; the nodes hear of it by their plans. */
    void wish(RuntimeWish wish) {
        for (String runtime : wish.runtimes()) {
            runtimeWishes.wish(runtime, wish.wish(), wish.nodes());
            events.event("RUNTIME_" + wish.wish(), runtime, "a user asked for it, on "
                    + (wish.nodes().isEmpty() ? "all nodes" : wish.nodes()));
        }
        again.run();
    }

    private ClusterSpec checked(Settings settings) {
        try {
            return loader.cluster(settings);
        } catch (RuntimeException e) {
            meters.specRefused();
            throw e;
        }
    }

    /**
     * What {@link #become} would do; nothing is changed.
     *
     * @param userFiles digest of the user's files that would come with it
     */
    Preview preview(Wish wish, String userFiles) {
        ClusterSpec spec = requests.applied(wish.secrets().reveal(loader.cluster(wish.settings())));
        Optional<ClusterReconciler.Pass> pass = lastPass;
        if (pass.isEmpty()) {
            throw new PlatformException(Kind.UNAVAILABLE, "the cluster controller has not looked at its nodes yet");
        }
        WorkerWishes wishes = new WorkerWishes(spec, files.userFiles(), time, userFiles);
        SlotNames names = new SlotNames(spec, head.clusterUuid(), codec);
        ClusterPlan plan = new ClusterPlanner(spec, NodeKind.WORKER, names, Deadlines.DEFAULT, wishes::goal)
                .plan(pass.get().observation());
        SpecPreview words = new SpecPreview(codec);
        List<PlannedAction> actions = new ArrayList<>(
                words.ofMachines(plan, renewal -> wishes.stages(renewal.slot().type())));
        Set<NodeId> ending = plan.terminations().stream().map(end -> end.slot().node()).collect(Collectors.toSet());
        nodes(spec, pass.get().observation()).stream()
                .filter(node -> !ending.contains(node.id()))
                .forEach(node -> plans.stored(node.id()).ifPresent(stored ->
                        actions.addAll(words.ofServices(
                                node.id().value(), stored, runtimeWishes.applied(runtimePlans.of(spec, node), node.id())))));
        return new Preview(actions);
    }

    /** Ends one worker as if its machine had failed; the next pass sees it gone. */
    NodeId kill(Optional<NodeId> wanted) {
        List<SlotView> living = lastPass.stream()
                .flatMap(pass -> pass.observation().slots().stream())
                .filter(view -> view.slot().isWanted() || view.slot().phase() == NodeSlot.Phase.DRAINING)
                .filter(view -> view.machine().isPresent())
                .toList();
        SlotView victim = living.stream()
                .filter(view -> wanted.map(node -> node.equals(view.slot().node())).orElse(true))
                .findFirst()
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND,
                        wanted.map(node -> "there is no worker '" + node + "'").orElse("there is no worker to end")
                                + "; there are: " + living.stream().map(view -> view.slot().node().value()).toList()));
        NodeId node = victim.slot().node();
        events.event("NODE_KILLED", node.value(), "a user asked for it");
        scope.provider().terminate(Set.of(victim.machine().orElseThrow().id()));
        again.run();
        return node;
    }

    /** No more changes to the world; the cluster is going down. */
    void stop() {
        if (!stopping) {
            stopping = true;
            events.event("CLUSTER_STOPPING", head.node().value(), "a user asked for it");
        }
    }

    @Override
    public void close() {
        pools.values().forEach(Scheduler.Pool::close);
        scope.provider().close();
        store.close();
        log.info("cluster controller of epoch {} ended", epoch);
    }
}
