package io.cloudtik.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster of two workers that becomes one of one. */
class DrainageTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final ServiceStatus WORKING = new ServiceStatus("spark-worker", "spark", ServiceState.HEALTHY, "", 42, 0);
    private static final String TOO_MANY = "node type 'worker.default' wants only 1";

    private final ClusterSpec spec = Clusters.withWorkers(1);
    private final SlotNames names = Clusters.names(spec);

    @Test
    void letsAWorkerGiveItsWorkAwayBeforeItIsEnded() {
        ClusterPlan plan = plan(working(1), working(2));

        assertThat(plan.terminations()).isEmpty();
        assertThat(plan.drains()).singleElement().satisfies(drain -> {
            assertThat(drain.slot().number()).isEqualTo(2);
            assertThat(drain.version()).isEqualTo("7");
            assertThat(drain.reason()).isEqualTo(TOO_MANY);
        });
    }

    @Test
    void endsAtOnceWhatDoesNothingYet() {
        ClusterPlan plan = plan(working(1), view(2, NodeSlot.Phase.LAUNCHED, Optional.empty(), Duration.ZERO));

        assertThat(plan.drains()).isEmpty();
        assertThat(plan.setUps()).isEmpty();
        assertThat(plan.terminations()).singleElement().satisfies(
                termination -> assertThat(termination.slot().number()).isEqualTo(2));
    }

    @Test
    void endsAtOnceWhatDoesNotAnswer() {
        SlotView silent = view(2, NodeSlot.Phase.SET_UP, beat(2, Duration.ofSeconds(30), Optional.empty()), Duration.ZERO);

        ClusterPlan plan = plan(working(1), silent);

        assertThat(plan.drains()).isEmpty();
        assertThat(plan.terminations()).hasSize(1);
    }

    @Test
    void partsWithThoseThatDoNothingAndThenWithTheYoungest() {
        SlotView idle = view(1, NodeSlot.Phase.LAUNCHED, Optional.empty(), Duration.ZERO);

        assertThat(plan(idle, working(2)).terminations()).extracting(end -> end.slot().number()).containsExactly(1);
        assertThat(plan(working(1), working(2), working(3)).drains()).extracting(drain -> drain.slot().number())
                .containsExactly(3, 2);
    }

    @Test
    void partsWithIdleWorkersBeforeBusyOnes() {
        assertThat(plan(telling(1, false), telling(2, true)).drains()).extracting(drain -> drain.slot().number())
                .containsExactly(1);
        assertThat(plan(working(1), telling(2, false), telling(3, true)).drains()).extracting(drain -> drain.slot().number())
                .containsExactly(2, 3);
        assertThat(plan(telling(1, false), telling(2, false, true)).drains()).extracting(drain -> drain.slot().number())
                .as("with one busy service of two").containsExactly(1);
    }

    /** A worker whose services tell whether they have work. */
    private SlotView telling(int number, Boolean... busy) {
        List<ServiceStatus> services = Stream.of(busy)
                .map(each -> new ServiceStatus("spark-worker", "spark", ServiceState.HEALTHY, "", 42, 0, Optional.of(each)))
                .toList();
        return view(number, NodeSlot.Phase.SET_UP, beat(number, Duration.ZERO, Optional.empty(), services), Duration.ZERO);
    }

    @Test
    void waitsWhileItDrainsAndSaysWhatItIsAt() {
        ClusterPlan plan = plan(working(1), draining(2, DrainStatus.State.DRAINING, "spark-worker: 2 executors left", 20));

        assertThat(plan.isIdle()).isTrue();
        assertThat(plan.waits()).containsExactly(new Wait(
                "demo-worker-2", "draining: spark-worker: 2 executors left", "ended all the same",
                Optional.of(NOW.plus(Duration.ofHours(1)).minusSeconds(20))));
    }

    @ParameterizedTest
    @CsvSource({
        "DRAINED,  '',                             12, drained in 12 s",
        "FAILED,   spark-worker: 1 executor left,  12, 'not drained: spark-worker: 1 executor left'",
        "DRAINING, spark-worker: 1 executor left,  3601, not drained within 60 min"
    })
    void endsItOnceMoreWaitingHelpsNothing(DrainStatus.State state, String detail, long seconds, String why) {
        ClusterPlan plan = plan(working(1), draining(2, state, detail, seconds));

        assertThat(plan.terminations()).singleElement().satisfies(termination -> {
            assertThat(termination.reason()).isEqualTo(TOO_MANY + "; " + why);
            assertThat(termination.version()).isEqualTo("7");
        });
    }

    @Test
    void endsANodeThatFellSilentWhileItDrained() {
        SlotView silent = view(
                2, NodeSlot.Phase.DRAINING, beat(2, Duration.ofSeconds(121), Optional.empty()), Duration.ofSeconds(140));

        assertThat(plan(working(1), silent).terminations()).singleElement().satisfies(
                termination -> assertThat(termination.reason()).endsWith("; silent for 121 s while it drained"));
    }

    @Test
    void goesOnWithADrainWhileTheContainerOfTheNodeIsStartedAgain() {
        SlotView silent = view(
                2, NodeSlot.Phase.DRAINING, beat(2, Duration.ofSeconds(30), Optional.empty()), Duration.ofSeconds(40));

        assertThat(plan(working(1), silent).terminations()).isEmpty();
    }

    @Test
    void endsNoSilentNodeThatDrainsWhileTheHeadDoubtsItself() {
        Duration silent = Duration.ofSeconds(121);
        SlotView spoke = view(
                4, NodeSlot.Phase.DRAINING, beat(4, silent, Optional.of(new DrainStatus(DrainStatus.State.DRAINED, ""))),
                Duration.ofMinutes(61));
        SlotView fell = view(5, NodeSlot.Phase.DRAINING, beat(5, silent, Optional.empty()), Duration.ofMinutes(61));

        ClusterPlan plan = plan(silent(1, silent), silent(2, silent), silent(3, silent), spoke, fell);

        assertThat(plan.terminations()).extracting(end -> end.slot().number()).doesNotContain(4, 5);
        assertThat(plan.waits()).contains(
                Wait.of("demo-worker-5", "draining: silent for 121 s, and the fault may be here"));
    }

    @Test
    void endsANodeThatSaysItHasDrainedAlsoWhileTheHeadDoubtsItself() {
        Duration silent = Duration.ofSeconds(121);

        ClusterPlan plan = plan(
                silent(1, silent), silent(2, silent), silent(3, silent),
                draining(4, DrainStatus.State.DRAINED, "", 12));

        assertThat(plan.terminations()).extracting(end -> end.slot().number()).contains(4);
    }

    private SlotView silent(int number, Duration silence) {
        return view(number, NodeSlot.Phase.SET_UP, beat(number, silence, Optional.empty()), silence);
    }

    @Test
    void freesTheSlotOfANodeThatEndedWhileItDrained() {
        SlotView gone = draining(2, DrainStatus.State.DRAINING, "", 5);
        SlotView ended = new SlotView(
                gone.slot(), "7", Optional.of(machine(gone.slot(), CloudNode.State.TERMINATED)), 0, gone.inPhase(),
                gone.sighting(), Optional.empty(), false, false, "", Duration.ZERO);

        assertThat(plan(working(1), ended).releases()).hasSize(1);
    }

    @Test
    void launchesAnotherWhenMoreAreWantedAgain() {
        ClusterPlan plan = new ClusterPlanner(
                        Clusters.withWorkers(2), NodeKind.WORKER, names, Deadlines.DEFAULT,
                type -> new Goal(SetUpMark.UNKNOWN, ""))
                .plan(new ClusterObservation(
                        NOW, List.of(working(1), draining(2, DrainStatus.State.DRAINING, "", 5)), List.of(), List.of()));

        assertThat(plan.launches()).singleElement().satisfies(
                launch -> assertThat(launch.slot().node().value()).isEqualTo("demo-worker-3"));
    }

    private ClusterPlan plan(SlotView... views) {
        return new ClusterPlanner(spec, NodeKind.WORKER, names, Deadlines.DEFAULT,
                type -> new Goal(SetUpMark.UNKNOWN, ""))
                .plan(new ClusterObservation(NOW, List.of(views), List.of(), List.of()));
    }

    private SlotView working(int number) {
        return view(number, NodeSlot.Phase.SET_UP, beat(number, Duration.ZERO, Optional.empty()), Duration.ZERO);
    }

    private SlotView draining(int number, DrainStatus.State state, String detail, long seconds) {
        return view(
                number, NodeSlot.Phase.DRAINING, beat(number, Duration.ZERO, Optional.of(new DrainStatus(state, detail))),
                Duration.ofSeconds(seconds));
    }

    private SlotView view(int number, NodeSlot.Phase phase, Optional<Sighting> sighting, Duration inPhase) {
        NodeSlot slot = slot(number).in(phase, phase == NodeSlot.Phase.DRAINING ? TOO_MANY : "");
        return new SlotView(
                slot, "7", Optional.of(machine(slot, CloudNode.State.RUNNING)), 0, inPhase, sighting, Optional.empty(), false,
                false, "", Duration.ZERO);
    }

    private Optional<Sighting> beat(int number, Duration silentFor, Optional<DrainStatus> drain) {
        return beat(number, silentFor, drain, List.of(WORKING));
    }

    private Optional<Sighting> beat(
            int number, Duration silentFor, Optional<DrainStatus> drain, List<ServiceStatus> services) {
        Heartbeat beat = new Heartbeat(
                slot(number).node(), "boot", 1, Resources.of(1, DataSize.ofGibibytes(2)), "plan", services, "", drain,
                Map.of());
        return Optional.of(new Sighting(silentFor, Optional.of(beat)));
    }

    private NodeSlot slot(int number) {
        return names.planned(NodeKind.WORKER, Clusters.worker(1), number, 1, "").launchedAs("i-" + number);
    }

    private CloudNode machine(NodeSlot slot, CloudNode.State state) {
        return new CloudNode("i-" + slot.number(), state, "127.0.0.1", names.tags(slot, 1), NOW, "");
    }
}
