package io.cloudtik.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.api.spi.provider.Offering.Market;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a controller learns, and what its plans come to by that. */
class CautionTest {

    private static final Offering SPOT_A = new Offering("m5", "a", Market.SPOT);
    private static final Offering SPOT_B = new Offering("m5", "b", Market.SPOT);
    private static final Duration STEP = Duration.ofSeconds(6);

    private final ManualTime time = new ManualTime();
    private final Caution caution = new Caution(time);
    private List<Offering> offerings = List.of(SPOT_A, SPOT_B);
    private ClusterSpec spec = Clusters.withWorkers(2);
    private boolean complete = true;

    @Test
    void asksForTheBestOfferingFirst() {
        assertThat(plan().launches()).hasSize(2).allSatisfy(launch -> {
            assertThat(launch.slot().offering()).isEqualTo(SPOT_A);
            assertThat(launch.cause()).isEqualTo(ClusterPlan.Cause.MISSING);
        });
    }

    @Test
    void asksForTheNextOfferingWhereTheFirstHasNoRoomAndUnderAnotherToken() {
        NodeSlot refused = planned(1, SPOT_A);
        caution.noRoom(refused, failure(Kind.CAPACITY, "no m5 in a"));

        ClusterPlan plan = plan(view(refused));

        assertThat(plan.launches()).hasSize(2).allSatisfy(launch -> assertThat(launch.slot().offering()).isEqualTo(SPOT_B));
        assertThat(plan.launches()).extracting(ClusterPlan.Launch::cause)
                .containsExactly(ClusterPlan.Cause.NO_ROOM, ClusterPlan.Cause.MISSING);
        assertThat(plan.launches().get(0).slot().token()).isNotEqualTo(refused.token());
    }

    @Test
    void neverMovesAnAttemptOnWhoseLaunchMayHaveBeenHeard() {
        NodeSlot unanswered = planned(1, SPOT_A);
        caution.noRoom(planned(2, SPOT_A), failure(Kind.CAPACITY, "no m5 in a"));

        ClusterPlan plan = plan(view(unanswered), running(2));

        assertThat(plan.launches()).singleElement().satisfies(launch -> assertThat(launch.slot()).isEqualTo(unanswered));
    }

    @Test
    void waitsWhereNoOfferingHasRoomAndNeverPaysMoreThanTheSettingsAllow() {
        caution.noRoom(planned(1, SPOT_A), failure(Kind.CAPACITY, "no m5 in a"));
        time.advance(Duration.ofSeconds(30));
        caution.noRoom(planned(1, SPOT_B), failure(Kind.CAPACITY, "no m5 in b"));

        assertThat(plan().launches()).isEmpty();
        assertThat(plan().waits()).containsExactly(new Wait(
                "worker.default", "has 0 of 2 nodes: no m5 in a", "next try", Optional.of(Instant.EPOCH.plusSeconds(150))));

        time.advance(Duration.ofSeconds(150));
        assertThat(plan().launches()).extracting(launch -> launch.slot().offering()).containsOnly(SPOT_A);
    }

    @Test
    void aQuotaHoldsInAllZonesAndForThisMarketOnly() {
        offerings = List.of(SPOT_A, SPOT_B, new Offering("m5", "a", Market.ON_DEMAND));
        caution.noRoom(planned(1, SPOT_A), failure(Kind.QUOTA, "quota 'spot machines' is 8, 8 are used, 1 more is wanted"));

        assertThat(plan().launches()).extracting(launch -> launch.slot().offering().market()).containsOnly(Market.ON_DEMAND);

        time.advance(Duration.ofMinutes(15));
        assertThat(plan().launches()).extracting(launch -> launch.slot().offering()).containsOnly(SPOT_A);
    }

    @Test
    void aUserWhoGoesOnOpensAllOfferings() {
        caution.noRoom(planned(1, SPOT_A), failure(Kind.QUOTA, "none left"));
        assertThat(plan().launches()).isEmpty();

        caution.goOn();

        assertThat(plan().launches()).hasSize(2);
    }

    @Test
    void takesAnotherZoneForAMachineThatNeverRan() {
        View never = running(1);
        never.slot = planned(1, SPOT_A).launchedAs("i-1");
        never.machine = Optional.empty();
        never.inPhase = Duration.ofMinutes(6);

        assertThat(plan(never, running(2)).launches()).singleElement().satisfies(launch -> {
            assertThat(launch.slot().offering()).isEqualTo(SPOT_B);
            assertThat(launch.slot().failures()).isEqualTo(1);
            assertThat(launch.cause()).isEqualTo(ClusterPlan.Cause.GIVEN_UP);
        });
    }

    @Test
    void givesUpAMachineThatIsNotSetUpAQuarterOfAnHourAfterItsLaunch() {
        View late = running(1);
        late.slot = planned(1, SPOT_A).launchedAs("i-1");
        late.inPhase = Duration.ofMinutes(16);

        assertThat(plan(late, running(2)).launches()).singleElement().satisfies(launch ->
                assertThat(launch.reason()).isEqualTo("demo-worker-1: it was not set up within 15 min"));
    }

    @Test
    void givesUpNoMoreMachinesAtOnceThanMayBeAndSaysWhenOneMoreMay() {
        spec = Clusters.withWorkers(8);
        List<View> views = new ArrayList<>();
        for (int number = 1; number <= 8; number++) {
            views.add(number <= 4 ? dead(number) : running(number));
        }

        ClusterPlan plan = plan(views.toArray(View[]::new));
        assertThat(plan.launches()).hasSize(3);
        plan.launches().forEach(launch -> caution.gaveUp());
        assertThat(plan.waits()).last().satisfies(wait -> assertThat(wait.text()).isEqualTo("demo-worker-4: to be replaced, silent"
                + " for 20 s, and its container does not run: as many machines were given up lately as may be"));

        time.advance(Duration.ofMinutes(1));
        assertThat(plan(views.toArray(View[]::new)).launches()).isEmpty();
        assertThat(plan(views.toArray(View[]::new)).waits()).anyMatch(wait ->
                wait.then().equals("one more may be") && wait.until().equals(Optional.of(Instant.EPOCH.plusSeconds(120))));
        time.advance(Duration.ofSeconds(121));
        assertThat(plan(views.toArray(View[]::new)).launches()).hasSize(3);
    }

    @Test
    void aTenthOfALargeClusterMayBeGivenUpInAMinute() {
        assertThat(new Churn(time).allowance(100).left()).isEqualTo(30);
        assertThat(new Churn(time).allowance(3).left()).isEqualTo(3);
    }

    @Test
    void replacesWhateverHasEndedWithoutAllowance() {
        for (int i = 0; i < 9; i++) {
            caution.gaveUp();
        }

        assertThat(plan(ended(1, 1), running(2)).launches()).hasSize(1);
    }

    @Test
    void pausesASlotWhoseMachineSomebodyEndsAgainAndAgain() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(plan(ended(1, attempt), running(2)).launches()).as("attempt %d", attempt).hasSize(1);
            time.advance(Duration.ofMinutes(1));
        }

        ClusterPlan plan = plan(ended(1, 4), running(2));
        assertThat(plan.launches()).isEmpty();
        assertThat(plan.waits()).containsExactly(new Wait(
                "demo-worker-1-r3", "to be replaced, its machine is TERMINATED: its machine was ended by somebody else 4 times"
                        + " within 10 min, so it pauses; cloudtik start <cluster.yaml> goes on at once",
                "machines are launched for it again", Optional.of(Instant.EPOCH.plusSeconds(900))));

        caution.goOn();
        assertThat(plan(ended(1, 4), running(2)).launches()).hasSize(1);
    }

    @Test
    void doesNotTakeAUserWhoEndsNodesForAFight() {
        for (int attempt = 1; attempt <= 6; attempt++) {
            caution.expectsTheEndOf(ended(1, attempt).slot);
            assertThat(plan(ended(1, attempt), running(2)).launches()).hasSize(1);
        }
    }

    @Test
    void lossesThatAreFarApartAreNoFight() {
        for (int attempt = 1; attempt <= 6; attempt++) {
            assertThat(plan(ended(1, attempt), running(2)).launches()).hasSize(1);
            time.advance(Duration.ofMinutes(4));
        }
    }

    @Test
    void pausesASlotThatFailsTwelveTimesInARow() {
        NodeSlot slot = planned(1, SPOT_A);
        for (int i = 0; i < 12; i++) {
            slot = slot.failedBecause("launching failed: the image is broken");
            caution.failed(slot);
        }

        assertThat(plan(view(slot), running(2)).launches()).isEmpty();
        assertThat(plan(view(slot), running(2)).waits()).singleElement().asString()
                .contains("it failed 12 times in a row, at last: launching failed: the image is broken");
    }

    @Test
    void changesNothingWhenMoreThanHalfOfTheNodesAreGoneInOneListing() {
        spec = Clusters.withWorkers(4);

        ClusterPlan doubted = plan(missing(1), missing(2), missing(3), running(4));
        assertThat(doubted.isIdle()).isTrue();
        assertThat(doubted.waits()).containsExactly(Wait.of("", "a listing shows 3 of 4 nodes gone at once: nothing is changed"
                + " until two complete listings, 5 s apart, agree"));

        time.advance(STEP);
        assertThat(plan(running(1), running(2), running(3), running(4)).waits()).isEmpty();
    }

    @Test
    void believesADropThatASecondCompleteListingShowsAsWell() {
        spec = Clusters.withWorkers(4);
        View[] views = {missing(1), missing(2), missing(3), running(4)};

        plan(views);
        time.advance(STEP);
        complete = false;
        assertThat(plan(views).isIdle()).as("an incomplete listing agrees with nothing").isTrue();
        complete = true;

        assertThat(plan(views).launches()).hasSize(3);
        assertThat(plan(views).launches()).as("it stays believed").hasSize(3);
    }

    @Test
    void doubtsAnewWhenListingsDisagree() {
        spec = Clusters.withWorkers(4);
        plan(missing(1), missing(2), missing(3), running(4));
        time.advance(STEP);

        assertThat(plan(running(1), missing(2), missing(3), missing(4)).isIdle()).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(plan(running(1), missing(2), missing(3), missing(4)).isIdle()).isTrue();
    }

    @Test
    void backOffGrowsToItsCapAndIsSpreadOverAllOfIt() {
        Set<Duration> drawn = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Duration delay = BackOff.delay(Kind.UNAVAILABLE, 30, "failure " + i);
            assertThat(delay).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
            drawn.add(delay);
        }
        assertThat(drawn).anyMatch(delay -> delay.toSeconds() < 10).anyMatch(delay -> delay.toSeconds() > 50);
        assertThat(BackOff.delay(Kind.UNAVAILABLE, 1, "x")).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    private ClusterPlan plan(View... views) {
        List<SlotView> built = new ArrayList<>();
        for (View view : views) {
            built.add(view.build());
        }
        Restraint restraint = caution.restraint(spec.workerTypes(), type -> offerings, built, complete);
        return new ClusterPlanner(spec, NodeKind.WORKER, Clusters.names(spec), Deadlines.DEFAULT,
                        type -> new Goal(SetUpMark.UNKNOWN, ""))
                .plan(new ClusterObservation(Instant.EPOCH, built, List.of(), List.of(), restraint));
    }

    private NodeSlot planned(int number, Offering offering) {
        return planned(number, 1, offering);
    }

    private NodeSlot planned(int number, int attempt, Offering offering) {
        return Clusters.names(spec).planned(NodeKind.WORKER, Clusters.worker(2), number, attempt, offering, "");
    }

    private static PlatformException failure(Kind kind, String message) {
        return new PlatformException(kind, message);
    }

    private View view(NodeSlot slot) {
        return new View(slot);
    }

    private View running(int number) {
        return running(number, 1);
    }

    private View running(int number, int attempt) {
        View view = new View(planned(number, attempt, SPOT_A).launchedAs("i-" + number + "-" + attempt)
                .in(NodeSlot.Phase.SET_UP, ""));
        view.machine = machine(view.slot, CloudNode.State.RUNNING);
        view.silentFor = Duration.ofMillis(500);
        return view;
    }

    private View ended(int number, int attempt) {
        View view = running(number, attempt);
        view.machine = machine(view.slot, CloudNode.State.TERMINATED);
        return view;
    }

    private View missing(int number) {
        View view = running(number);
        view.machine = Optional.empty();
        view.missed = 2;
        view.silentFor = Duration.ofSeconds(30);
        return view;
    }

    private View dead(int number) {
        View view = running(number);
        view.silentFor = Duration.ofSeconds(20);
        view.probe = Optional.of(ProbeAnswer.CONTAINER_GONE);
        return view;
    }

    private Optional<CloudNode> machine(NodeSlot slot, CloudNode.State state) {
        Map<String, String> tags = new HashMap<>(Clusters.names(spec).tags(slot, 1));
        return Optional.of(new CloudNode(slot.cloudId(), state, "127.0.0.1", tags, Instant.EPOCH, ""));
    }

    /** A slot view in the making. */
    private static final class View {

        private NodeSlot slot;
        private Optional<CloudNode> machine = Optional.empty();
        private Optional<ProbeAnswer> probe = Optional.empty();
        private int missed;
        private Duration inPhase = Duration.ofSeconds(5);
        private Duration silentFor = Duration.ZERO;

        private View(NodeSlot slot) {
            this.slot = slot;
        }

        private SlotView build() {
            Optional<Sighting> sighting = slot.phase() == NodeSlot.Phase.SET_UP
                    ? Optional.of(new Sighting(silentFor, Optional.empty()))
                    : Optional.empty();
            return new SlotView(slot, "7", machine, missed, inPhase, sighting, probe, false, true, "", Duration.ZERO);
        }
    }
}
