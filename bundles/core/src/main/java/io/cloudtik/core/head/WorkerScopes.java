package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.core.bootstrap.NodeBootstrapper;
import io.cloudtik.core.cluster.ClusterActuator;
import io.cloudtik.core.cluster.ClusterObserver;
import io.cloudtik.core.cluster.ClusterPlanner;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.CurrentNodeProvider;
import io.cloudtik.core.cluster.Deadlines;
import io.cloudtik.core.cluster.DecisionSink;
import io.cloudtik.core.cluster.DerivedSecrets;
import io.cloudtik.core.cluster.EventSink;
import io.cloudtik.core.cluster.Patience;
import io.cloudtik.core.cluster.PatientNodeProvider;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.time.Scheduler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes what keeps the workers as a specification says. The pools in which actions run outlive a specification. */
final class WorkerScopes implements AutoCloseable {

    private static final int MOST_ACTIONS = 8;

    private final ClusterController.Surroundings around;
    private final HeadFiles files;
    private final Reign reign;
    private final DerivedSecrets secrets;
    private final NodeIdentity head;
    private final List<String> authorizedKeys;
    private final NodeBootstrapper bootstrapper;
    private final StateSlotStore slots;
    private final ControllerMemory memory;
    private final PlanPublisher plans;
    private final PlannedNodes nodes;
    private final LastSeen seen;
    private final EventSink events;
    private final DecisionSink decisions;
    private final Runnable again;
    private final Patience patience;
    private final Map<NodeTypeName, Scheduler.Pool> pools = new ConcurrentHashMap<>();

    /** @param again asks for another pass soon */
    WorkerScopes(
            ClusterController.Surroundings around,
            HeadFiles files,
            Reign reign,
            DerivedSecrets secrets,
            ControllerMemory memory,
            PlanPublisher plans,
            PlannedNodes nodes,
            LastSeen seen,
            EventSink events,
            DecisionSink decisions,
            Runnable again) {
        this.around = around;
        this.files = files;
        this.reign = reign;
        this.secrets = secrets;
        this.memory = memory;
        this.plans = plans;
        this.nodes = nodes;
        this.seen = seen;
        this.events = events;
        this.decisions = decisions;
        this.again = again;
        this.patience = new Patience(around.time());
        this.head = files.identity();
        this.slots = new StateSlotStore(reign.store(), around.codec(), reign.epoch());
        String ownKey = around.executors().ensureKeyPair(files.privateKey(), head.node().value());
        this.authorizedKeys = List.of(ownKey, files.clientPublicKey());
        this.bootstrapper = new NodeBootstrapper(
                around.executors(), around.installation().distribution(), files.privateKey(), files.knownHosts(),
                around.time());
    }

    /**
     * @param file the specification as its file says it
     * @param spec the same with what was asked for by hand
     */
    WorkerScope of(ClusterSpec file, ClusterSpec spec) {
        NodeProvider provider = new PatientNodeProvider(
                new FencedNodeProvider(around.meters().measured(new CurrentNodeProvider(around.providers(), spec)), reign),
                patience);
        WorkerWishes wishes = new WorkerWishes(spec, files.userFiles(), around.time());
        SlotNames names = new SlotNames(spec, head.clusterUuid());
        ClusterObserver observer = new ClusterObserver(
                NodeKind.WORKER, names, provider, slots, seen::look, memory, around.time(), plans::isServed);
        ClusterPlanner planner = new ClusterPlanner(spec, NodeKind.WORKER, names, Deadlines.DEFAULT, wishes::goal);
        ClusterActuator actuator = actuator(spec, names, provider, wishes);
        return new WorkerScope(file, spec, provider, wishes, new ClusterReconciler(observer, planner, actuator, decisions));
    }

    private ClusterActuator actuator(
            ClusterSpec spec, SlotNames names, NodeProvider provider, WorkerWishes wishes) {
        WorkerSetup setup = new WorkerSetup(
                spec, head, reign.address(), secrets, around.backend(), around.codec(), bootstrapper, provider::access,
                (slot, machine) -> nodes.javas(spec, slot, machine), plans::reserve, wishes);
        return new ClusterActuator(
                spec, names, provider, slots, new FencedNodeSetup(around.meters().measured(setup), reign),
                authorizedKeys, reign.epoch(), memory, events, this::pool, again);
    }

    private Scheduler.Pool pool(NodeTypeName type) {
        return pools.computeIfAbsent(type, name -> around.scheduler().pool("actions-" + name, MOST_ACTIONS));
    }

    @Override
    public void close() {
        pools.values().forEach(Scheduler.Pool::close);
    }
}
