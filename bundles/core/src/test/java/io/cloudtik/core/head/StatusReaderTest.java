package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.ClusterStatus.Phase;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterReconciler.Pass;
import io.cloudtik.core.cluster.ControllerMemory;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;

class StatusReaderTest {

    private static final NodeId WORKER = new NodeId("demo-worker-1");

    private final ManualTime time = new ManualTime();
    private final UnsteadyStateStore state = new UnsteadyStateStore();
    private final Runtimes runtimes = new Runtimes(time);
    private final PlanPublisher plans = new PlanPublisher(
            Demo.plans(runtimes), new RuntimeWishes(state, new JacksonRecordCodec(), 0), new JacksonRecordCodec(), state,
            state.nextEpoch());
    private final ControllerMemory memory = new ControllerMemory(time);
    private final StatusReader reader = new StatusReader(Demo.IDENTITY, plans, memory);
    private Goal goal = new Goal(SetUpMark.UNKNOWN, "");
    private String started = "";
    private final Map<NodeId, Sighting> sightings = new HashMap<>();
    private final List<SlotView> views = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();

    @BeforeEach
    void publishPlans() {
        runtimes.add(FakeRuntime.named("spark"), Version.emptyVersion);
        plans.publish(Demo.spec(1, "spark"), Demo.planned(Demo.HEAD, "10.0.0.9"));
        plans.publish(Demo.spec(1, "spark"), Demo.planned(WORKER, "10.0.0.1"));
    }

    @Test
    void isReadyOnceEverythingThatIsWantedIs() {
        sight(Demo.HEAD);
        setUp(1, sight(WORKER));

        ClusterStatus status = read(1);

        assertThat(status.phase()).isEqualTo(Phase.READY);
        assertThat(status.reason()).isEmpty();
        assertThat(status.nodes()).extracting(NodeStatus::id).containsExactly(Demo.HEAD, WORKER);
        assertThat(status.nodes()).extracting(NodeStatus::state).containsOnly(NodeState.READY);
        assertThat(status.nodes().get(1).address()).isEqualTo("10.0.0.1");
    }

    @Test
    void isNotReadyBeforeTheControllerHasLooked() {
        sight(Demo.HEAD);

        ClusterStatus status = reader.read(Demo.spec(0, "spark"), type -> goal, false, List.of(), time.now(), Optional.empty(), sightings,
                List.of(), List.of(), Optional.of(Demo.RESOURCES));

        assertThat(status.phase()).isEqualTo(Phase.STARTING);
    }

    @Test
    void isStartingWhileWorkersAreMissing() {
        sight(Demo.HEAD);
        setUp(1, sight(WORKER));

        ClusterStatus status = read(2);

        assertThat(status.phase()).isEqualTo(Phase.STARTING);
        assertThat(status.reason()).isEqualTo("1 of 2 workers are ready");
    }

    @Test
    void isDegradedOnceItWasReadyAndSaysWhy() {
        sight(Demo.HEAD);
        setUp(1, sight(WORKER));
        read(1);

        views.clear();
        setUp(1, new Sighting(Duration.ofSeconds(7), Optional.of(beat(WORKER))));
        ClusterStatus status = read(1);

        assertThat(status.phase()).isEqualTo(Phase.DEGRADED);
        assertThat(status.reason()).isEqualTo("0 of 1 workers are ready; demo-worker-1: silent for 7 s");
    }

    @Test
    void isNotReadyWhileItsHeadIsNot() {
        setUp(1, sight(WORKER));

        ClusterStatus status = read(1);

        assertThat(status.phase()).isEqualTo(Phase.STARTING);
        assertThat(status.nodes().get(0).reason()).isEqualTo("its container has not beaten yet");
    }

    @Test
    void isReadyWhileAWorkerTooManyEnds() {
        sight(Demo.HEAD);
        setUp(1, sight(WORKER));
        view(Demo.worker(2, NodeSlot.Phase.TERMINATING), Optional.empty(), false);

        assertThat(read(1).phase()).isEqualTo(Phase.READY);
    }

    @Test
    void isReadyWhileAWorkerTooManyGivesItsWorkAway() {
        sight(Demo.HEAD);
        sight(WORKER);
        setUp(1, sightings.get(WORKER));
        Heartbeat drains = new Heartbeat(
                new NodeId("demo-worker-2"), "boot", 1, Demo.RESOURCES, "", List.of(), "",
                Optional.of(new DrainStatus(DrainStatus.State.DRAINING, "spark-worker: 2 executors left")), Map.of());
        view(Demo.worker(2, NodeSlot.Phase.DRAINING, 0, "wants only 1"),
                Optional.of(new Sighting(Duration.ZERO, Optional.of(drains))), false);

        ClusterStatus status = read(1);

        assertThat(status.phase()).isEqualTo(ClusterStatus.Phase.READY);
        NodeStatus draining = status.nodes().get(2);
        assertThat(draining.state()).isEqualTo(NodeState.DRAINING);
        assertThat(draining.reason()).isEqualTo("wants only 1");
        assertThat(draining.activity()).isEqualTo("spark-worker: 2 executors left");
    }

    @Test
    void isStoppingWhateverElseIsTrue() {
        sight(Demo.HEAD);

        ClusterStatus status = reader.read(Demo.spec(0, "spark"), type -> goal, true, List.of(), time.now(), pass(), sightings, List.of(),
                List.of(), Optional.of(Demo.RESOURCES));

        assertThat(status.phase()).isEqualTo(Phase.STOPPING);
        assertThat(status.reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "WAITING, STARTING", "STARTING, STARTING", "UNHEALTHY, SUSPECT", "BACKING_OFF, SUSPECT", "FAILED, SUSPECT"
    })
    void judgesANodeByItsWorstService(ServiceState service, NodeState judged) {
        setUp(1, new Sighting(Duration.ZERO, Optional.of(beat(WORKER, plans.hash(WORKER).orElseThrow(),
                new ServiceStatus("first", "spark", ServiceState.HEALTHY, "", 1, 0),
                new ServiceStatus("second", "spark", service, "exit code 3", 0, 1)))));

        NodeStatus node = read(1).nodes().get(1);

        assertThat(node.state()).isEqualTo(judged);
        assertThat(node.reason()).isEqualTo("second is " + service + ": exit code 3");
    }

    @Test
    void callsANodeReadyWhoseServiceWasStoppedByHand() {
        setUp(1, new Sighting(Duration.ZERO, Optional.of(beat(WORKER, plans.hash(WORKER).orElseThrow(),
                new ServiceStatus("second", "spark", ServiceState.STOPPED, "stopped by hand", 0, 0)))));

        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.READY);
    }

    @Test
    void callsANodeSilentAfterThreeMissedBeatsAndNotBefore() {
        setUp(1, new Sighting(Duration.ofSeconds(4), Optional.of(beat(WORKER))));
        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.READY);

        views.clear();
        setUp(1, new Sighting(Duration.ofSeconds(4).plusMillis(1), Optional.of(beat(WORKER))));
        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.SUSPECT);
    }

    @Test
    void suspectsANodeAtOnceWhoseConnectionIsClosed() {
        setUp(1, new Sighting(Duration.ofSeconds(1), Optional.of(beat(WORKER))).whenSevered());

        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.SUSPECT);
        assertThat(read(1).nodes().get(1).reason()).isEqualTo("silent for 1 s, its connection to the state is closed");
    }

    @Test
    void callsANodeStartingUntilItHasAppliedItsPlan() {
        setUp(1, new Sighting(Duration.ZERO, Optional.of(beat(WORKER, "another"))));
        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.STARTING);
        assertThat(read(1).nodes().get(1).reason()).isEqualTo("its plan is not applied yet");

        views.clear();
        NodeId unplanned = new NodeId("demo-worker-2");
        setUp(2, new Sighting(Duration.ZERO, Optional.of(beat(unplanned, ""))));
        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.STARTING);
    }

    @Test
    void callsAWorkerBySomethingThatBeganAfterTheLastLook() {
        memory.begin(1, "copying");
        view(Demo.worker(1, NodeSlot.Phase.LAUNCHED, 0, ""), Optional.empty(), false);

        NodeStatus worker = read(1).nodes().get(1);

        assertThat(worker.state()).isEqualTo(NodeState.SETTING_UP);
        assertThat(worker.activity()).isEqualTo("copying");
    }

    @ParameterizedTest
    @CsvSource({
        "PLANNED, 0, false, PLANNED", "PLANNED, 0, true, LAUNCHING", "PLANNED, 1, false, PLANNED",
        "PLANNED, 1, true, PLANNED", "LAUNCHED, 0, false, LAUNCHING", "LAUNCHED, 0, true, SETTING_UP",
        "LAUNCHED, 1, false, SETTING_UP", "TERMINATING, 0, false, TERMINATING"
    })
    void tellsHowFarAWorkerHasCome(NodeSlot.Phase phase, int failures, boolean busy, NodeState shown) {
        view(Demo.worker(1, phase, failures, "no capacity for large"), Optional.empty(), busy);

        NodeStatus node = read(1).nodes().get(1);

        assertThat(node.state()).isEqualTo(shown);
        assertThat(node.reason()).isEqualTo("no capacity for large");
    }

    @Test
    void showsNoFreeSlots() {
        sight(Demo.HEAD);
        view(Demo.worker(1, NodeSlot.Phase.FREE), Optional.empty(), false);

        assertThat(read(0).nodes()).extracting(NodeStatus::id).containsExactly(Demo.HEAD);
        assertThat(read(0).phase()).isEqualTo(Phase.READY);
    }

    @Test
    void isNotReadyWhileAWorkerIsToBeSetUpAgain() {
        sight(Demo.HEAD);
        plans.publish(Demo.spec(1, "spark"), Demo.planned(WORKER, "10.0.0.1"));
        plans.publish(Demo.spec(1, "spark"), Demo.planned(Demo.HEAD, "10.0.0.9"));
        sight(Demo.HEAD);
        setUp(1, sight(WORKER));
        assertThat(read(1).phase()).isEqualTo(Phase.READY);

        goal = new Goal(new SetUpMark("files:1234 setup:5678"), "");

        assertThat(read(1).phase()).isEqualTo(Phase.DEGRADED);
        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.SETTING_UP);
        assertThat(read(1).nodes().get(1).reason()).isEqualTo("to be set up again: files, setup changed");
    }

    @Test
    void isNotReadyBeforeTheStartCommandsRan() {
        plans.publish(Demo.spec(1, "spark"), Demo.planned(WORKER, "10.0.0.1"));
        goal = new Goal(SetUpMark.UNKNOWN, "start-12");
        setUp(1, sight(WORKER));

        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.STARTING);
        assertThat(read(1).nodes().get(1).reason()).isEqualTo("its start commands have not run yet");

        views.clear();
        started = "start-12";
        setUp(1, sight(WORKER));
        assertThat(read(1).nodes().get(1).state()).isEqualTo(NodeState.READY);
    }

    @Test
    void tellsWhatIsWaitedForAndWhyNothingIsChanged() {
        waits.add(new Wait("demo-worker-1", "not launched", "next try", Optional.of(time.now().plusSeconds(4))));

        ClusterStatus status = reader.read(Demo.spec(1, "spark"), type -> goal, false, List.of("nothing is changed for now: the state does not answer"), time.now(), pass(),
                sightings, List.of(), List.of(), Optional.of(Demo.RESOURCES));

        assertThat(status.waiting()).containsExactly(
                new Wait("demo-worker-1", "not launched", "next try", Optional.of(time.now().plusSeconds(4))),
                Wait.of("", "nothing is changed for now: the state does not answer"));
    }

    @Test
    void tellsWhatANodeMeasuredUntilItFallsSilent() {
        sight(Demo.HEAD);
        Heartbeat measured = new Heartbeat(
                WORKER, "boot", 1, Demo.RESOURCES, "", List.of(), "", Optional.empty(), Map.of("cpu_percent", 12.5));
        setUp(1, new Sighting(Duration.ofSeconds(2), Optional.of(measured)));
        setUp(2, new Sighting(Duration.ofSeconds(9), Optional.of(measured)));

        assertThat(read(2).nodes()).extracting(NodeStatus::metrics)
                .containsExactly(Map.of(), Map.of("cpu_percent", 12.5), Map.of());
    }

    private Sighting sight(NodeId node) {
        Sighting sighting = new Sighting(Duration.ZERO, Optional.of(beat(node)));
        sightings.put(node, sighting);
        return sighting;
    }

    private Heartbeat beat(NodeId node) {
        return beat(node, plans.hash(node).orElse(""),
                new ServiceStatus("spark-greeter", "spark", ServiceState.HEALTHY, "", 1, 0));
    }

    private static Heartbeat beat(NodeId node, String planHash, ServiceStatus... services) {
        return new Heartbeat(node, "boot", 1, Demo.RESOURCES, planHash, List.of(services), "", Optional.empty(), Map.of());
    }

    private void setUp(int number, Sighting sighting) {
        view(Demo.worker(number, NodeSlot.Phase.SET_UP), Optional.of(sighting), false);
    }

    private void view(NodeSlot slot, Optional<Sighting> sighting, boolean busy) {
        CloudNode machine = new CloudNode(
                slot.cloudId(), CloudNode.State.RUNNING, "10.0.0." + slot.number(), Map.of(), time.now(), "");
        views.add(new SlotView(
                slot, "1", Optional.of(machine), 0, Duration.ZERO, sighting, Optional.empty(), busy, false, started,
                Duration.ZERO));
    }

    private Optional<Pass> pass() {
        return Optional.of(new Pass(
                new ClusterObservation(time.now(), views, List.of(), List.of()),
                new ClusterPlan(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                        waits)));
    }

    private ClusterStatus read(int wanted) {
        return reader.read(Demo.spec(wanted, "spark"), type -> goal, false, List.of(), time.now(), pass(), sightings, List.of(), List.of(),
                Optional.of(Demo.RESOURCES));
    }
}
