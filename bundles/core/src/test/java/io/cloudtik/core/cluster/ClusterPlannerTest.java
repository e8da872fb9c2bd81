package io.cloudtik.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterPlannerTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(30);

    private final ClusterSpec spec = Clusters.withWorkers(2);
    private final SlotNames names = Clusters.names(spec);
    private Goal goal = new Goal(SetUpMark.UNKNOWN, "");

    @Test
    void launchesWhatIsMissing() {
        ClusterPlan plan = plan();

        assertThat(plan.launches()).extracting(launch -> launch.slot().node().value())
                .containsExactly("demo-worker-1", "demo-worker-2");
        assertThat(plan.launches().get(0).reason()).isEqualTo("node type 'worker.default' has 0 of 2");
    }

    @Test
    void doesNotLaunchTwiceWhenTheCloudIsSlowToList() {
        ClusterPlan plan = plan(
                view(1, NodeSlot.Phase.LAUNCHED).inPhase(Duration.ofMinutes(4)), ready(2));

        assertThat(plan.isIdle()).isTrue();
        assertThat(plan.waits()).containsExactly(wait(1, "the machine is starting", "given up", 60));
    }

    @Test
    void launchesARecordedSlotAgainWithTheSameToken() {
        View lost = view(1, NodeSlot.Phase.PLANNED);

        ClusterPlan plan = plan(lost, ready(2));

        assertThat(plan.launches()).singleElement().satisfies(launch -> {
            assertThat(launch.slot()).isEqualTo(lost.slot);
            assertThat(launch.version()).isEqualTo("7");
        });
    }

    @Test
    void waitsOutTheBackOffAndSaysUntilWhen() {
        View failed = view(1, NodeSlot.Phase.PLANNED);
        failed.slot = failed.slot.failedBecause("launching failed: no capacity in zone a");
        failed.retryIn = Duration.ofSeconds(40);

        ClusterPlan plan = plan(failed, ready(2));

        assertThat(plan.isIdle()).isTrue();
        assertThat(plan.waits()).containsExactly(
                wait(1, "not launched: launching failed: no capacity in zone a", "next try", 40));
    }

    @Test
    void leavesASlotAloneForWhichSomethingIsUnderWay() {
        View busy = view(1, NodeSlot.Phase.PLANNED);
        busy.busy = true;

        assertThat(plan(busy, ready(2)).isIdle()).isTrue();
    }

    @Test
    void setsUpAMachineThatRuns() {
        ClusterPlan plan = plan(view(1, NodeSlot.Phase.LAUNCHED).machine(CloudNode.State.RUNNING), ready(2));

        assertThat(plan.setUps()).extracting(setUp -> setUp.slot().number()).containsExactly(1);
        assertThat(plan.launches()).isEmpty();
    }

    @Test
    void triesAnotherMachineAfterThreeFailuresOfSettingUp() {
        View failing = view(1, NodeSlot.Phase.LAUNCHED).machine(CloudNode.State.RUNNING);
        failing.slot = failing.slot.failedBecause("a").failedBecause("b").failedBecause("no Java");

        ClusterPlan plan = plan(failing, ready(2));

        assertThat(plan.setUps()).isEmpty();
        assertThat(plan.launches()).singleElement().satisfies(launch -> {
            assertThat(launch.slot().attempt()).isEqualTo(2);
            assertThat(launch.slot().failures()).as("the back-off goes on growing").isEqualTo(3);
            assertThat(launch.reason()).contains("failed 3 times: no Java");
        });
    }

    @Test
    void waitsBeforeItTriesAnotherMachine() {
        View failing = view(1, NodeSlot.Phase.LAUNCHED).machine(CloudNode.State.RUNNING);
        failing.slot = failing.slot.failedBecause("a").failedBecause("b").failedBecause("no Java");
        failing.retryIn = Duration.ofSeconds(8);

        assertThat(plan(failing, ready(2)).isIdle()).isTrue();
    }

    @Test
    void allowsEachMachineItsOwnFailures() {
        View second = view(1, NodeSlot.Phase.LAUNCHED).machine(CloudNode.State.RUNNING);
        second.slot = second.slot.after(3).failedBecause("once more");

        assertThat(plan(second, ready(2)).setUps()).hasSize(1);
    }

    @Test
    void givesUpAMachineThatNeverRuns() {
        ClusterPlan plan = plan(
                view(1, NodeSlot.Phase.LAUNCHED).machine(CloudNode.State.PENDING).inPhase(LONG), ready(2));

        assertThat(plan.launches()).extracting(launch -> launch.slot().attempt()).containsExactly(2);
    }

    @Test
    void believesAProviderThatSaysAMachineEnded() {
        ClusterPlan plan = plan(view(1, NodeSlot.Phase.SET_UP).machine(CloudNode.State.TERMINATED), ready(2));

        assertThat(plan.launches()).singleElement().satisfies(launch -> {
            assertThat(launch.slot().node().value()).isEqualTo("demo-worker-1-r1");
            assertThat(launch.slot().token()).isNotEqualTo(view(1, NodeSlot.Phase.SET_UP).slot.token());
        });
    }

    @Test
    void believesAbsenceOnlyWhenTwoListingsAgree() {
        View once = view(1, NodeSlot.Phase.SET_UP).silent(Duration.ofSeconds(11));
        once.missed = 1;
        View twice = view(1, NodeSlot.Phase.SET_UP).silent(Duration.ofSeconds(11));
        twice.missed = 2;

        assertThat(plan(once, ready(2)).isIdle()).isTrue();
        assertThat(plan(twice, ready(2)).launches()).extracting(launch -> launch.slot().attempt()).containsExactly(2);
    }

    @Test
    void believesNoListingAboutANodeThatBeats() {
        View beating = view(1, NodeSlot.Phase.SET_UP).beating();
        beating.missed = 5;

        assertThat(plan(beating, ready(2)).isIdle()).isTrue();
    }

    @Test
    void waitsForANewMachineThatNoListingShowsYet() {
        View launched = view(1, NodeSlot.Phase.LAUNCHED);
        launched.missed = 5;

        assertThat(plan(launched, ready(2)).isIdle()).isTrue();
        assertThat(plan(launched.inPhase(Duration.ofMinutes(6)), ready(2)).launches())
                .extracting(launch -> launch.slot().attempt())
                .containsExactly(2);
    }

    @Test
    void endsAMachineThatAppearsAfterItsSlotWasGivenUp() {
        View free = view(1, NodeSlot.Phase.FREE);
        free.slot = names.planned(NodeKind.WORKER, Clusters.worker(2), 1, 1, "").in(NodeSlot.Phase.FREE, "");
        ClusterPlan plan = planner(spec).plan(observation(
                List.of(free, ready(2), ready(3)), List.of(machine(free.slot, CloudNode.State.RUNNING))));

        assertThat(plan.terminations()).singleElement().satisfies(end -> {
            assertThat(end.cloudId()).isEqualTo("i-1-1");
            assertThat(end.reason()).isEqualTo("its slot was given up");
        });
    }

    @Test
    void asksASilentWorkerOverTheSecondPathBeforeItActs() {
        ClusterPlan plan = plan(ready(1).silent(Duration.ofSeconds(11)), ready(2));

        assertThat(plan.probes()).extracting(probe -> probe.slot().number()).containsExactly(1);
        assertThat(plan.launches()).isEmpty();
    }

    @Test
    void replacesASilentWorkerWhoseContainerDoesNotRun() {
        View dead = ready(1).silent(Duration.ofSeconds(11));
        dead.probe = Optional.of(ProbeAnswer.CONTAINER_GONE);

        assertThat(plan(dead, ready(2)).launches()).extracting(launch -> launch.slot().attempt()).containsExactly(2);
    }

    @Test
    void asksAtOnceAWorkerWhoseConnectionIsClosed() {
        ClusterPlan plan = plan(ready(1).severed(Duration.ofSeconds(1)), ready(2));

        assertThat(plan.probes()).singleElement().satisfies(probe -> {
            assertThat(probe.slot().number()).isEqualTo(1);
            assertThat(probe.reason()).isEqualTo("silent for 1 s, its connection to the state is closed");
        });
        assertThat(plan.launches()).isEmpty();
    }

    @Test
    void replacesAtOnceAWorkerWhoseConnectionIsClosedAndWhoseContainerDoesNotRun() {
        View dead = ready(1).severed(Duration.ofSeconds(1));
        dead.probe = Optional.of(ProbeAnswer.CONTAINER_GONE);
        View comesBack = ready(2).severed(Duration.ofSeconds(1));
        comesBack.probe = Optional.of(ProbeAnswer.CONTAINER_RUNS);

        assertThat(plan(dead, comesBack).launches()).extracting(launch -> launch.slot().number()).containsExactly(1);
    }

    @Test
    void doubtsItselfWhenMostConnectionsAreClosedAtOnce() {
        List<SlotView> views = List.of(
                ready(1).severed(Duration.ofSeconds(1)).build(), ready(2).severed(Duration.ofSeconds(1)).build(),
                ready(3).severed(Duration.ofSeconds(1)).build(), ready(4).build());

        ClusterPlan plan = planner(Clusters.withWorkers(4)).plan(new ClusterObservation(NOW, views, List.of(), List.of()));

        assertThat(plan.probes()).isEmpty();
        assertThat(plan.waits()).anyMatch(wait -> wait.reason().equals(SelfDoubt.REASON));
    }

    @Test
    void isPatientWithASilentWorkerWhoseContainerRuns() {
        View hung = ready(1).silent(Duration.ofSeconds(60));
        hung.probe = Optional.of(ProbeAnswer.CONTAINER_RUNS);
        View gone = ready(1).silent(Duration.ofMinutes(3));
        gone.probe = Optional.of(ProbeAnswer.CONTAINER_RUNS);

        assertThat(plan(hung, ready(2)).isIdle()).isTrue();
        assertThat(plan(gone, ready(2)).launches()).hasSize(1);
    }

    @Test
    void isAsPatientWithAWorkerThatCannotBeAsked() {
        View cutOff = ready(1).silent(Duration.ofSeconds(60));
        cutOff.probe = Optional.of(ProbeAnswer.UNREACHABLE);
        View gone = ready(1).silent(Duration.ofMinutes(3));
        gone.probe = Optional.of(ProbeAnswer.UNREACHABLE);

        assertThat(plan(cutOff, ready(2)).isIdle()).isTrue();
        assertThat(plan(gone, ready(2)).launches()).hasSize(1);
    }

    @Test
    void doubtsItselfWhenMoreThanHalfAreSilentAtOnce() {
        ClusterSpec five = Clusters.withWorkers(5);
        List<View> views = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            View view = number <= 3 ? ready(number).silent(Duration.ofMinutes(3)) : ready(number);
            view.probe = number <= 3 ? Optional.of(ProbeAnswer.UNREACHABLE) : Optional.empty();
            views.add(view);
        }

        ClusterPlan plan = planner(five).plan(observation(views, List.of()));

        assertThat(plan.isIdle()).isTrue();
        assertThat(plan.waits().get(0).reason()).contains("more than half of the nodes are silent");
    }

    @Test
    void endsAMachineThatItsSlotHasLeftBehind() {
        View second = ready(1);
        second.slot = names.planned(NodeKind.WORKER, Clusters.worker(2), 1, 2, "").launchedAs("i-new");
        CloudNode first = machine(names.planned(NodeKind.WORKER, Clusters.worker(2), 1, 1, ""), CloudNode.State.RUNNING);

        ClusterPlan plan = planner(spec).plan(observation(List.of(second, ready(2)), List.of(first)));

        assertThat(plan.terminations()).singleElement().satisfies(termination -> {
            assertThat(termination.cloudId()).isEqualTo(first.id());
            assertThat(termination.version()).isEmpty();
        });
    }

    @Test
    void adoptsAMachineThatNoRecordKnowsInsteadOfLaunching() {
        CloudNode orphan = machine(names.planned(NodeKind.WORKER, Clusters.worker(2), 2, 4, ""), CloudNode.State.RUNNING);

        ClusterPlan plan = planner(spec).plan(observation(List.of(ready(1)), List.of(orphan)));

        assertThat(plan.adoptions()).singleElement().satisfies(adoption -> {
            assertThat(adoption.slot().attempt()).isEqualTo(4);
            assertThat(adoption.slot().cloudId()).isEqualTo(orphan.id());
        });
        assertThat(plan.launches()).isEmpty();
    }

    @Test
    void endsTheHighestSlotsWhenThereAreTooMany() {
        ClusterPlan plan = plan(ready(1), ready(2), ready(3), ready(4));

        assertThat(plan.terminations()).extracting(termination -> termination.slot().number())
                .containsExactlyInAnyOrder(3, 4);
        assertThat(plan.terminations().get(0).reason()).isEqualTo("node type 'worker.default' wants only 2");
    }

    @Test
    void waitsForABusyNodeThatIsTooManyAndEndsNoWorkingOneInItsPlace() {
        View coming = view(3, NodeSlot.Phase.LAUNCHED).machine(CloudNode.State.RUNNING);
        coming.busy = true;

        assertThat(plan(ready(1), ready(2), coming).isIdle()).isTrue();
    }

    @Test
    void doesNotReplaceWhatIsTooMany() {
        View dead = ready(3).silent(Duration.ofSeconds(20));
        dead.probe = Optional.of(ProbeAnswer.CONTAINER_GONE);

        ClusterPlan plan = plan(ready(1), ready(2), dead);

        assertThat(plan.launches()).isEmpty();
        assertThat(plan.terminations()).hasSize(1);
    }

    @Test
    void usesAFreedSlotAgainWithTheNextAttempt() {
        ClusterPlan plan = plan(view(1, NodeSlot.Phase.FREE), ready(2));

        assertThat(plan.launches()).singleElement().satisfies(launch -> {
            assertThat(launch.slot().number()).isEqualTo(1);
            assertThat(launch.slot().attempt()).isEqualTo(2);
            assertThat(launch.version()).isEqualTo("7");
        });
    }

    @Test
    void takesAFreedSlotForWhichSomethingIsUnderWayForALaunchThatIsNotRecordedYet() {
        View busy = view(2, NodeSlot.Phase.FREE);
        busy.busy = true;

        assertThat(plan(view(1, NodeSlot.Phase.FREE), busy, ready(3)).launches()).as("not one too many").isEmpty();
        assertThat(plan(view(1, NodeSlot.Phase.FREE), busy).launches()).extracting(launch -> launch.slot().number())
                .containsExactly(1);
    }

    @Test
    void freesASlotOnlyWhenItsMachineHasEnded() {
        View ending = view(3, NodeSlot.Phase.TERMINATING).machine(CloudNode.State.STOPPING);
        View running = view(3, NodeSlot.Phase.TERMINATING).machine(CloudNode.State.RUNNING);

        assertThat(plan(ready(1), ready(2), ending).releases()).hasSize(1);
        assertThat(plan(ready(1), ready(2), running).releases()).isEmpty();
        assertThat(plan(ready(1), ready(2), running).terminations()).hasSize(1);
    }

    @Test
    void leavesMachinesOfAnotherClusterOfThisNameAlone() {
        CloudNode ours = machine(ready(1).slot, CloudNode.State.RUNNING);
        Map<String, String> tags = new HashMap<>(ours.tags());
        tags.put(NodeTags.CLUSTER_UUID, "99999999-8888-7777-6666-555555555555");
        CloudNode foreign = new CloudNode("i-9", ours.state(), ours.address(), tags, NOW, "");

        ClusterPlan plan = planner(spec).plan(new ClusterObservation(
                NOW, List.of(ready(1).build(), ready(2).build()), List.of(), List.of(foreign)));

        assertThat(plan.isIdle()).isTrue();
        assertThat(plan.waits()).singleElement().asString().contains("another cluster's uuid; it is left alone");
    }

    @Test
    void setsAHeadUpAgainThatDoesNotAnswer() {
        NodeSlot slot = names.planned(NodeKind.HEAD, spec.headType(), 0, 1, "").launchedAs("i-head")
                .in(NodeSlot.Phase.SET_UP, "");
        View head = new View(slot).machine(CloudNode.State.RUNNING).silent(Duration.ofMinutes(3));

        ClusterPlan plan = new ClusterPlanner(spec, NodeKind.HEAD, names, Deadlines.DEFAULT, type -> goal)
                .plan(observation(List.of(head), List.of()));

        assertThat(plan.setUps()).hasSize(1);
        assertThat(plan.launches()).isEmpty();
    }

    @Test
    void setsANodeUpAgainWhoseSetUpChangedAndSaysWhatDid() {
        View worker = ready(1);
        worker.slot = worker.slot.setUpWith(new SetUpMark("files:1 setup:1"));
        goal = new Goal(new SetUpMark("files:1 setup:2"), "");

        ClusterPlan plan = plan(worker, upToDate(2));

        assertThat(plan.renewals()).singleElement().satisfies(renewal -> {
            assertThat(renewal.slot().node().value()).isEqualTo("demo-worker-1");
            assertThat(renewal.reason()).isEqualTo("what it is set up with changed: setup");
        });
        assertThat(plan.launches()).isEmpty();
    }

    @Test
    void neverReplacesAWorkingNodeForFailingToBeSetUpAgain() {
        goal = new Goal(new SetUpMark("setup:2"), "");
        View worker = ready(1);
        for (int failure = 0; failure < 9; failure++) {
            worker.slot = worker.slot.failedBecause("setting it up again failed: setup command 1 of 1 ended with 7");
        }
        worker.retryIn = Duration.ofSeconds(120);

        ClusterPlan plan = plan(worker, upToDate(2));

        assertThat(plan.isIdle()).isTrue();
        assertThat(plan.waits()).containsExactly(wait(
                1, "not set up again: setting it up again failed: setup command 1 of 1 ended with 7", "next try", 120));
    }

    @Test
    void runsStartCommandsOnceTheServicesOfANodeRun() {
        goal = new Goal(SetUpMark.UNKNOWN, "start-1");
        View worker = ready(1);
        View started = ready(2);
        started.started = "start-1";
        assertThat(plan(worker, started).isIdle()).isTrue();

        worker.serving = true;

        assertThat(plan(worker, started).starts()).singleElement().satisfies(start -> {
            assertThat(start.slot().node().value()).isEqualTo("demo-worker-1");
            assertThat(start.key()).isEqualTo("start-1");
        });
    }

    @Test
    void endsWhatDoesNotServeYetBeforeWhatDoes() {
        View serving = ready(2);
        serving.serving = true;

        ClusterPlan plan = planner(Clusters.withWorkers(1)).plan(observation(List.of(ready(1), serving), List.of()));

        assertThat(plan.terminations()).singleElement().satisfies(end ->
                assertThat(end.slot().node().value()).isEqualTo("demo-worker-1"));
    }

    @Test
    void launchesOneTypeAlthoughAnotherFails() {
        NodeTypeName other = new NodeTypeName("worker.big");
        ClusterSpec two = new ClusterSpec(
                spec.workspace(), spec.name(), spec.provider(), spec.providerSettings(), spec.auth(),
                List.of(spec.headType(), Clusters.worker(1), Clusters.worker(other, 2, Resources.of(8, DataSize.ofGibibytes(1)))),
                100, List.of(), spec.settings());
        View failed = view(1, NodeSlot.Phase.PLANNED);
        failed.slot = failed.slot.failedBecause("launching failed: no capacity");
        failed.retryIn = Duration.ofSeconds(60);

        ClusterPlan plan = planner(two).plan(observation(List.of(failed), List.of()));

        assertThat(plan.launches()).extracting(launch -> launch.slot().type()).containsExactly(other, other);
    }

    private View upToDate(int number) {
        View view = ready(number);
        view.slot = view.slot.setUpWith(goal.mark());
        return view;
    }

    @Test
    void answersTheSameQuestionTheSame() {
        assertThat(plan(ready(1))).isEqualTo(plan(ready(1)));
    }

    private static Wait wait(int worker, String reason, String then, long seconds) {
        return new Wait("demo-worker-" + worker, reason, then, Optional.of(NOW.plusSeconds(seconds)));
    }

    @Test
    void saysWhenANodeIsAskedThatWasNotHeardOfYet() {
        View fresh = view(1, NodeSlot.Phase.SET_UP).machine(CloudNode.State.RUNNING).inPhase(Duration.ofSeconds(20));

        assertThat(plan(fresh, ready(2)).waits())
                .containsExactly(wait(1, "set up, and not heard of yet", "asked over SSH", 70));
    }

    @Test
    void saysWhenASilentNodeIsGivenUp() {
        View silent = ready(1).silent(Duration.ofSeconds(90));
        silent.probe = Optional.of(ProbeAnswer.CONTAINER_RUNS);

        assertThat(plan(silent, ready(2)).waits())
                .containsExactly(wait(1, "silent for 90 s although its container runs", "given up", 30));
    }

    @Test
    void saysThatItWaitsForAnotherListingBeforeItReplacesAMissingMachine() {
        View missing = view(1, NodeSlot.Phase.SET_UP);
        missing.missed = 1;

        assertThat(plan(missing, ready(2)).waits()).containsExactly(
                Wait.of("demo-worker-1", "its machine was missing in a listing; it is replaced if another one agrees"));
    }

    @Test
    void saysWhenItAsksAgainForTheEndOfAMachine() {
        View ending = view(1, NodeSlot.Phase.TERMINATING).machine(CloudNode.State.RUNNING);
        ending.slot = ending.slot.delayedBecause("node type 'worker.default' wants only 1");
        ending.retryIn = Duration.ofSeconds(8);

        assertThat(plan(ending, ready(2), ready(3)).waits()).containsExactly(
                wait(1, "its machine is not ended yet: node type 'worker.default' wants only 1", "next try", 8));
    }

    private ClusterPlan plan(View... views) {
        return planner(spec).plan(observation(List.of(views), List.of()));
    }

    private ClusterPlanner planner(ClusterSpec wanted) {
        return new ClusterPlanner(wanted, NodeKind.WORKER, Clusters.names(wanted), Deadlines.DEFAULT,
                type -> goal);
    }

    private static ClusterObservation observation(List<View> views, List<CloudNode> strangers) {
        return new ClusterObservation(NOW, views.stream().map(View::build).toList(), strangers, List.of());
    }

    private View ready(int number) {
        return view(number, NodeSlot.Phase.SET_UP).machine(CloudNode.State.RUNNING).beating();
    }

    private View view(int number, NodeSlot.Phase phase) {
        NodeSlot planned = names.planned(NodeKind.WORKER, Clusters.worker(2), number, 1, "");
        return new View(phase == NodeSlot.Phase.PLANNED ? planned : planned.launchedAs("i-" + number).in(phase, ""));
    }

    private CloudNode machine(NodeSlot slot, CloudNode.State state) {
        Map<String, String> tags = new HashMap<>(names.tags(slot, 1));
        tags.put(NodeTags.EPOCH, "1");
        return new CloudNode("i-" + slot.number() + "-" + slot.attempt(), state, "127.0.0.1", tags, NOW, "");
    }

    /** A slot view in the making. */
    private final class View {

        private NodeSlot slot;
        private Optional<CloudNode> machine = Optional.empty();
        private int missed;
        private Duration inPhase = Duration.ofSeconds(5);
        private Optional<Sighting> sighting = Optional.empty();
        private Optional<ProbeAnswer> probe = Optional.empty();
        private boolean busy;
        private boolean serving;
        private String started = "";
        private Duration retryIn = Duration.ZERO;

        private View(NodeSlot slot) {
            this.slot = slot;
        }

        private View machine(CloudNode.State state) {
            machine = Optional.of(ClusterPlannerTest.this.machine(slot, state));
            return this;
        }

        private View inPhase(Duration time) {
            inPhase = time;
            return this;
        }

        private View beating() {
            return silent(Duration.ofMillis(500));
        }

        private View silent(Duration time) {
            sighting = Optional.of(new Sighting(time, Optional.empty()));
            return this;
        }

        private View severed(Duration time) {
            sighting = Optional.of(new Sighting(time, Optional.empty()).whenSevered());
            return this;
        }

        private SlotView build() {
            return new SlotView(slot, "7", machine, missed, inPhase, sighting, probe, busy, serving, started, retryIn);
        }
    }
}
