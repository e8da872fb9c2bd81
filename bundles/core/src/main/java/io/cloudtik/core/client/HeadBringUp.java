package io.cloudtik.core.client;

import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.bootstrap.JavaImage;
import io.cloudtik.core.bootstrap.NodeBootstrapper;
import io.cloudtik.core.cluster.ClusterActuator;
import io.cloudtik.core.cluster.ClusterObserver;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterPlanner;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.Deadlines;
import io.cloudtik.core.cluster.DerivedSecrets;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.Restraint;
import io.cloudtik.core.cluster.RuntimePlans;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.control.Readiness;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.time.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings a head up with the reconciler, whose scope is here the head alone, and hands over the connection to it. */
final class HeadBringUp implements AutoCloseable {

    private static final Duration PASS_DELAY = Duration.ofMillis(200);
    private static final int MOST_FAILURES = 3;

    private static final Readiness NOT_ASKED = new Readiness(false, "");

    /** A head is asked again soon after it was set up: setting it up once more finds everything done. */
    private static final Deadlines DEADLINES = new Deadlines(
            Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ZERO,
            MOST_FAILURES);

    private final ClusterScope scope;
    private final ClusterUuid uuid;
    private final Progress progress;
    private final ControllerMemory memory;
    private final Scheduler.Pool pool;
    private final ClusterReconciler reconciler;
    private final HeadSetup setup;
    private Optional<SlotView> head = Optional.empty();
    private Optional<HeadConnection> connection = Optional.empty();
    private Readiness readiness = NOT_ASKED;
    /** Those of earlier commands, whose causes may be mended by now; below 0 until the slot was seen. */
    private int failuresBefore = -1;

    /** @param files the user's, for the head and, from there, for its workers */
    HeadBringUp(ClusterScope scope, ClusterUuid uuid, FileSet files, Progress progress) {
        this.scope = scope;
        this.uuid = uuid;
        this.progress = progress;
        ClusterScope.Surroundings around = scope.around();
        this.memory = new ControllerMemory(around.time());
        this.pool = around.scheduler().pool("head-actions", 2);
        String publicKey = scope.home().operatorKey()
                .map(around.executors()::publicKey)
                .orElseGet(() -> around.executors().ensureKeyPair(
                        scope.home().privateKey(), "cloudtik-" + scope.spec().workspace() + "-" + scope.spec().name()));
        String headPublicKey = around.executors().ensureKeyPair(
                scope.home().headKey(), "head-of-" + scope.spec().workspace() + "-" + scope.spec().name());
        NodeBootstrapper bootstrapper = new NodeBootstrapper(
                around.executors(), around.installation().distribution(), scope.home().privateKey(),
                scope.home().knownHosts(), around.time());
        this.setup = new HeadSetup(
                scope.spec(), uuid, scope.provider().headSettings(scope.spec()), scope.home(), publicKey, headPublicKey,
                around.backend(), around.codec(), around.ids(), bootstrapper, scope.nodes()::access,
                new RuntimePlans(
                        around.runtimes(), around.providers(), new DerivedSecrets(scope.home().statePassword(around.ids())),
                        type -> Optional.empty()),
                files,
                scope.secrets(),
                new JavaImage(around.installation().cache(), Path.of(System.getProperty("java.home"))));
        SlotNames names = scope.names(uuid);
        this.reconciler = new ClusterReconciler(
                new ClusterObserver(NodeKind.HEAD, names, scope.nodes(), scope.registry(), this::sightings, memory,
                        around.time(), (node, beat) -> false),
                new ClusterPlanner(scope.spec(), NodeKind.HEAD, names, DEADLINES, type -> setup.goal()),
                new ClusterActuator(scope.spec(), names, scope.nodes(), scope.registry(), setup,
                        List.of(publicKey, headPublicKey), 0, memory, this::tell, type -> pool, () -> { }));
    }

    /** What bringing the head up would do; nothing is changed. */
    static List<PlannedAction> plan(ClusterScope scope, ClusterUuid uuid, Goal goal) {
        ControllerMemory memory = new ControllerMemory(scope.around().time());
        SlotNames names = scope.names(uuid);
        ClusterPlan plan = new ClusterReconciler(
                        new ClusterObserver(NodeKind.HEAD, names, scope.nodes(), scope.registry(), Map::of, memory,
                                scope.around().time(), (node, beat) -> false),
                        new ClusterPlanner(scope.spec(), NodeKind.HEAD, names, DEADLINES, type -> goal),
                        null)
                .look()
                .plan();
        return Stream.of(
                        plan.launches().stream().map(launch ->
                                new PlannedAction("launch", launch.slot().node().value(), launch.reason())),
                        plan.setUps().stream().map(setUp ->
                                new PlannedAction("set up", setUp.slot().node().value(), setUp.reason())),
                        plan.terminations().stream().map(termination ->
                                new PlannedAction("terminate", termination.cloudId(), termination.reason())))
                .flatMap(actions -> actions)
                .toList();
    }

    /**
     * Passes until the head's controller works.
     *
     * @param end monotonic
     */
    HeadConnection bringUp(Duration end) throws InterruptedException {
        while (true) {
            scope.requireLease();
            ClusterReconciler.Pass pass = reconciler.pass();
            head = pass.observation().slots().stream().findFirst();
            head.ifPresent(this::show);
            boolean isAsWished = head.map(view -> view.slot().mark().equals(setup.goal().mark())).orElse(false);
            if (connection.isPresent() && readiness.ready() && isAsWished) {
                head.ifPresent(view -> progress.activity(view.slot().node().value(), ""));
                HeadConnection result = connection.get();
                connection = Optional.empty();
                return result;
            }
            head.filter(view -> isHopeless(view) || hasNoRoom(view, pass.observation().restraint())).ifPresent(this::giveUp);
            if (scope.around().time().monotonic().compareTo(end) > 0) {
                throw new PlatformException(Kind.UNAVAILABLE, "the head was not up in time: "
                                + head.map(this::standing).orElse("there is no machine"))
                        .withRemedy("run cloudtik start <cluster.yaml> again to go on, or cloudtik stop <cluster.yaml> to clean up");
            }
            scope.around().time().await(PASS_DELAY);
        }
    }

    /** Runs the user's start commands on the head that was brought up. */
    void start() {
        SlotView view = head.orElseThrow();
        String node = view.slot().node().value();
        setup.start(view.slot(), view.machine().orElseThrow(), text -> progress.activity(node, text));
        progress.activity(node, "");
    }

    private String standing(SlotView head) {
        String why = head.slot().reason().isEmpty() ? readiness.trouble() : head.slot().reason();
        return head.slot().node() + " is " + head.slot().phase() + (why.isEmpty() ? "" : ": " + why);
    }

    /** It failed in a way that trying again does not mend, or too often. */
    private boolean isHopeless(SlotView head) {
        boolean lasting = memory.lastFailure(head.slot().number())
                .map(failure -> !failure.kind().isRetryable())
                .orElse(false);
        if (failuresBefore < 0) {
            failuresBefore = head.slot().failures();
        }
        return lasting || head.slot().failures() - failuresBefore >= MOST_FAILURES;
    }

    /** Every offering was refused: somebody who sits in front of it had rather hear that than wait for minutes. */
    private boolean hasNoRoom(SlotView head, Restraint restraint) {
        return head.slot().phase() == NodeSlot.Phase.PLANNED && !restraint.hasRoomFor(scope.spec().headType().name());
    }

    private void giveUp(SlotView head) {
        Optional<PlatformException> failure = memory.lastFailure(head.slot().number());
        throw new PlatformException(
                        failure.map(PlatformException::kind).orElse(Kind.UNAVAILABLE),
                        head.slot().node() + ": " + head.slot().reason())
                .withRemedy(failure.flatMap(PlatformException::remedy).map(remedy -> remedy + "; then ").orElse("")
                        + "run cloudtik start <cluster.yaml> again to go on, or cloudtik stop <cluster.yaml> to clean up");
    }

    /** A head is seen when its control API answers. */
    private Map<NodeId, Sighting> sightings() {
        Optional<NodeSlot> head = scope.registry().load().stream()
                .map(stored -> stored.slot())
                .filter(slot -> slot.phase() == NodeSlot.Phase.SET_UP)
                .findFirst();
        if (head.isEmpty()) {
            return Map.of();
        }
        if (connection.isEmpty()) {
            connection = tryConnect();
        }
        if (connection.isEmpty() || !answers()) {
            return Map.of();
        }
        return Map.of(head.get().node(), new Sighting(Duration.ZERO, Optional.empty()));
    }

    private boolean answers() {
        try {
            readiness = connection.orElseThrow().readiness();
            return true;
        } catch (PlatformException e) {
            disconnect();
            return false;
        }
    }

    private Optional<HeadConnection> tryConnect() {
        try {
            return Optional.of(scope.connectHead(uuid));
        } catch (PlatformException e) {
            if (e.kind() == Kind.DENIED || e.kind() == Kind.UNAUTHORIZED) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private void show(SlotView head) {
        String doing = memory.activity(head.slot().number());
        if (doing.isEmpty() && head.slot().phase() == NodeSlot.Phase.SET_UP) {
            doing = "waiting for its cluster controller"
                    + (readiness.trouble().isEmpty() ? "" : ": " + readiness.trouble());
        }
        progress.activity(head.slot().node().value(), doing);
    }

    private void tell(String type, String subject, String message) {
        switch (type) {
            case "NODE_LAUNCHED" -> progress.step(subject, "launched " + message);
            case "NODE_SET_UP" -> progress.step(subject, "set up");
            case "NODE_RENEWED" -> progress.step(subject, "set up again: " + message);
            case "NODE_FAILED", "NODE_ADOPTED", "NODE_TERMINATING" -> progress.step(subject, message);
            default -> { } // What only begins is shown as an activity.
        }
    }

    private void disconnect() {
        connection.ifPresent(HeadConnection::close);
        connection = Optional.empty();
        readiness = NOT_ASKED;
    }

    @Override
    public void close() {
        disconnect();
        pool.close();
    }
}
