package io.cloudtik.provider.simulated.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudNode.State;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.contracts.time.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedCloudTest {

    private static final Map<String, Object> SPOT = Map.of("spot", true);

    private final ManualClock clock = ManualClock.create();
    private final SimulatedCloud cloud = cloud(Catalog.STANDARD);

    private SimulatedCloud cloud(Catalog catalog) {
        return new SimulatedCloud(42, catalog, clock, Delay.NONE);
    }

    @Test
    void aMachineStartsRunsEndsAndIsForgotten() {
        CloudNode launched = launch("a", Weather.CALM);
        assertThat(launched.state()).isEqualTo(State.PENDING);

        clock.advance(Duration.ofMinutes(1));
        assertThat(listed(Weather.CALM)).extracting(CloudNode::state).containsExactly(State.RUNNING);

        cloud.terminate(Set.of(launched.id()), Weather.CALM);
        assertThat(listed(Weather.CALM)).extracting(CloudNode::state).containsExactly(State.STOPPING);
        clock.advance(Duration.ofMinutes(1));
        assertThat(listed(Weather.CALM)).extracting(CloudNode::state).containsExactly(State.TERMINATED);
        clock.advance(Duration.ofHours(2));
        assertThat(listed(Weather.CALM)).isEmpty();
    }

    @Test
    void showsMachinesAsTheyWereWhenListingsLag() {
        Weather late = Weather.CALM.lagging(Duration.ofMinutes(5));
        IntStream.range(0, 20).forEach(i -> launch("late-" + i, late));

        int atOnce = listed(late).size();
        clock.advance(Duration.ofMinutes(6));
        List<CloudNode> later = listed(late);
        cloud.terminate(later.stream().map(CloudNode::id).toList(), Weather.CALM);

        assertThat(atOnce).isLessThan(20);
        assertThat(later).hasSize(20);
        assertThat(listed(late)).extracting(CloudNode::state).contains(State.RUNNING);
        assertThat(cloud.machines()).noneMatch(machine -> machine.isAliveAt(clock.instant()));
    }

    @Test
    void doesWhatWasAskedAlthoughTheReplyIsLost() {
        Api api = cloud.api(() -> Weather.CALM.with(Fault.LOST_REPLY, 1));

        assertThatThrownBy(() -> api.call("launch 'a'", () -> launch("a", Weather.CALM))).satisfies(failsWith(Kind.UNKNOWN));

        assertThat(cloud.machines()).hasSize(1);
    }

    @Test
    void doesNothingWhenTheRequestIsLostOrRefused() {
        Map<Fault, Kind> refusals = Map.of(
                Fault.LOST_REQUEST, Kind.UNKNOWN,
                Fault.THROTTLED, Kind.THROTTLED,
                Fault.UNAVAILABLE, Kind.UNAVAILABLE,
                Fault.UNAUTHORIZED, Kind.UNAUTHORIZED);
        refusals.forEach((fault, kind) -> {
            Api api = cloud.api(() -> Weather.CALM.with(fault, 1));
            assertThatThrownBy(() -> api.call("launch 'a'", () -> launch("a", Weather.CALM))).satisfies(failsWith(kind));
        });

        assertThat(cloud.machines()).isEmpty();
    }

    @Test
    void saysHowLongToWaitWhenItIsAskedTooOften() {
        Api api = cloud.api(() -> Weather.CALM.with(Fault.THROTTLED, 1));

        assertThatThrownBy(() -> api.call("list", () -> "")).isInstanceOfSatisfying(PlatformException.class, failure ->
                assertThat(failure.retryAfter()).hasValueSatisfying(wait -> assertThat(wait).isPositive()));
    }

    @Test
    void answersLateWhenItIsSlow() {
        List<Duration> delays = new ArrayList<>();
        SimulatedCloud slow = new SimulatedCloud(42, Catalog.STANDARD, clock, delays::add);
        Weather weather = new Weather(Map.of(Fault.SLOW, 1.0), Duration.ZERO, Duration.ofMinutes(1));

        IntStream.range(0, 20).forEach(i -> slow.api(() -> weather).call("list", () -> ""));

        assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofSeconds(20)) > 0)
                .allMatch(delay -> delay.compareTo(Duration.ofMinutes(1)) <= 0);
    }

    @Test
    void listsNothingOrLessAndSaysThatItIsAllOrThatItIsNot() {
        IntStream.range(0, 9).forEach(i -> launch("m" + i, Weather.CALM));

        assertThat(cloud.list(tags -> true, Weather.CALM.with(Fault.EMPTY_LISTING, 1)).nodes()).isEmpty();
        assertThat(cloud.list(tags -> true, Weather.CALM.with(Fault.EMPTY_LISTING, 1)).complete()).isTrue();
        assertThat(cloud.list(tags -> true, Weather.CALM.with(Fault.MISSING_PAGE, 1)).nodes()).hasSize(6);
        assertThat(cloud.list(tags -> true, Weather.CALM.with(Fault.MISSING_PAGE, 1)).complete()).isTrue();
        assertThat(cloud.list(tags -> true, Weather.CALM.with(Fault.INCOMPLETE_LISTING, 1)).nodes()).hasSize(6);
        assertThat(cloud.list(tags -> true, Weather.CALM.with(Fault.INCOMPLETE_LISTING, 1)).complete()).isFalse();
    }

    @Test
    void endsOnlySomeOfABatchThatBreaksOff() {
        Set<String> ids = Set.of(launch("a", Weather.CALM).id(), launch("b", Weather.CALM).id());

        assertThatThrownBy(() -> cloud.terminate(ids, Weather.CALM.with(Fault.PARTIAL_BATCH, 1))).satisfies(failsWith(Kind.UNKNOWN));

        assertThat(cloud.machines()).filteredOn(machine -> machine.isAliveAt(clock.instant())).hasSize(1);
    }

    @Test
    void refusesWhatIsAboveTheQuotaUntilAMachineEnds() {
        SimulatedCloud small = cloud(Catalog.STANDARD.limited(100, 1));
        CloudNode first = small.launch(request("a", Map.of()), Weather.CALM);

        assertThatThrownBy(() -> small.launch(request("b", Map.of()), Weather.CALM)).satisfies(failsWith(Kind.QUOTA))
                .hasMessageContaining("may have 1 simulated machines at once and has 1");
        small.terminate(Set.of(first.id()), Weather.CALM);

        assertThat(small.launch(request("b", Map.of()), Weather.CALM).state()).isEqualTo(State.PENDING);
    }

    @Test
    void fillsOneZoneAfterTheOtherAndRefusesThen() {
        SimulatedCloud small = cloud(Catalog.STANDARD.limited(1, 100));
        IntStream.range(0, 3).forEach(i -> small.launch(request("m" + i, Map.of()), Weather.CALM));

        assertThat(small.machines()).extracting(machine -> machine.offering().zone()).containsExactly("zone-a", "zone-b", "zone-c");
        assertThatThrownBy(() -> small.launch(request("m4", Map.of()), Weather.CALM)).satisfies(failsWith(Kind.CAPACITY));
        assertThat(small.launch(request("m5", Map.of("instance_type", "medium")), Weather.CALM).state()).isEqualTo(State.PENDING);
    }

    @Test
    void staysFullForAWhileOnceAZoneRanOutOfRoom() {
        LaunchRequest request = request("a", Map.of("zone", "zone-b"));
        assertThatThrownBy(() -> cloud.launch(request, Weather.CALM.with(Fault.NO_ROOM, 1))).satisfies(failsWith(Kind.CAPACITY));

        assertThatThrownBy(() -> cloud.launch(request, Weather.CALM)).satisfies(failsWith(Kind.CAPACITY));
        clock.advance(Duration.ofMinutes(9));

        assertThat(cloud.launch(request, Weather.CALM).state()).isEqualTo(State.PENDING);
    }

    @Test
    void refusesATypeItDoesNotHave() {
        assertThatThrownBy(() -> cloud.launch(request("a", Map.of("instance_type", "huge")), Weather.CALM))
                .satisfies(failsWith(Kind.INVALID))
                .hasMessageContaining("'huge'").hasMessageContaining("small, medium, large");
    }

    @Test
    void takesSpotMachinesAwayWithAndWithoutNoticeAndNoOthers() {
        Weather loss = Weather.CALM.with(Map.of(Fault.SPOT_LOSS, 1.0));
        Weather notice = Weather.CALM.with(Map.of(Fault.SPOT_NOTICE, 1.0));
        String lost = cloud.launch(request("lost", SPOT), loss).id();
        String told = cloud.launch(request("told", SPOT), notice).id();
        String kept = cloud.launch(request("kept", Map.of()), loss.with(notice.odds())).id();
        boolean toldWhileItRan = false;
        for (int second = 0; second < 20 * 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(node(lost).state() == State.RUNNING && !node(lost).reason().isEmpty()).isFalse();
            toldWhileItRan |= node(told).state() == State.RUNNING && !node(told).reason().isEmpty();
        }

        assertThat(toldWhileItRan).isTrue();
        assertThat(node(lost).reason()).contains("without notice");
        assertThat(List.of(node(lost).state(), node(told).state(), node(kept).state()))
                .containsExactly(State.TERMINATED, State.TERMINATED, State.RUNNING);
    }

    @Test
    void hasMachinesThatNeverRunNeverAnswerOrAreEndedBySomebodyElse() {
        String stuck = launch("stuck", Weather.CALM.with(Fault.NEVER_RUNS, 1)).id();
        String deaf = launch("deaf", Weather.CALM.with(Fault.NEVER_REACHABLE, 1)).id();
        String doomed = launch("doomed", Weather.CALM.with(Fault.EXTERNAL_DELETION, 1)).id();

        clock.advance(Duration.ofHours(1));

        assertThat(node(stuck).state()).isEqualTo(State.PENDING);
        assertThat(node(deaf).state()).isEqualTo(State.RUNNING);
        assertThat(cloud.machines()).noneMatch(machine -> machine.isReachableAt(clock.instant()));
        assertThat(node(doomed).state()).isEqualTo(State.TERMINATED);
        assertThat(node(doomed).reason()).isEqualTo("ended by somebody else");
    }

    @Test
    void doesAllItShouldOnceItIsMended() {
        launch("stuck", Weather.CALM.with(Fault.NEVER_RUNS, 1));
        launch("deaf", Weather.CALM.with(Fault.NEVER_REACHABLE, 1));
        launch("doomed", Weather.CALM.with(Fault.EXTERNAL_DELETION, 1));

        cloud.mend();
        clock.advance(Duration.ofHours(1));

        assertThat(cloud.machines()).hasSize(3).allMatch(machine -> machine.isReachableAt(clock.instant()));
    }

    @Test
    void usesAddressesAgain() {
        String address = cloud.find(launch("a", Weather.CALM).id()).map(CloudNode::id).map(this::addressWhenItRuns).orElseThrow();
        cloud.terminate(List.of("sim-000001"), Weather.CALM);
        clock.advance(Duration.ofMinutes(1));

        assertThat(addressWhenItRuns(launch("b", Weather.CALM).id())).isEqualTo(address);
        assertThat(addressWhenItRuns(launch("c", Weather.CALM).id())).isNotEqualTo(address);
    }

    @Test
    void billsEachMachineFromItsLaunchToItsEnd() {
        launch("a", Weather.CALM);
        cloud.launch(request("b", SPOT), Weather.CALM);
        clock.advance(Duration.ofHours(10));

        assertThat(cloud.bill()).isEqualTo(new Bill(Duration.ofHours(20), new BigDecimal("0.520000")));

        cloud.terminate(List.of("sim-000001", "sim-000002"), Weather.CALM);
        clock.advance(Duration.ofMinutes(1));
        Bill atTheEnd = cloud.bill();
        clock.advance(Duration.ofHours(10));
        assertThat(cloud.bill()).isEqualTo(atTheEnd);
    }

    @Test
    void isTheSameCloudForTheSameSeed() {
        List<String> first = history(7);

        assertThat(history(7)).isEqualTo(first);
        assertThat(history(8)).isNotEqualTo(first);
    }

    private static List<String> history(long seed) {
        ManualClock clock = ManualClock.create();
        SimulatedCloud cloud = new SimulatedCloud(seed, Catalog.STANDARD, clock, Delay.NONE);
        Api api = cloud.api(() -> Weather.ROUGH);
        List<String> history = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String token = "token" + i;
            try {
                history.add(api.call("launch", () -> cloud.launch(request(token, SPOT), Weather.ROUGH)).toString());
                history.add(api.call("list", () -> cloud.list(tags -> true, Weather.ROUGH)).toString());
            } catch (PlatformException e) {
                history.add(e.getMessage());
            }
            clock.advance(Duration.ofSeconds(20));
        }
        history.add(cloud.machines().toString());
        history.add(cloud.bill().toString());
        return history;
    }

    private CloudNode launch(String token, Weather weather) {
        return cloud.launch(request(token, Map.of()), weather);
    }

    private static LaunchRequest request(String token, Map<String, Object> nodeConfig) {
        return new LaunchRequest(token, "machine-" + token, new NodeTypeName("worker.default"), Optional.empty(),
                Settings.of(nodeConfig), Map.of("name", token), List.of());
    }

    private List<CloudNode> listed(Weather weather) {
        return cloud.list(tags -> true, weather).nodes();
    }

    private CloudNode node(String id) {
        return cloud.find(id).orElseThrow();
    }

    private String addressWhenItRuns(String id) {
        clock.advance(Duration.ofMinutes(1));
        return node(id).address();
    }

    private static Consumer<Throwable> failsWith(Kind kind) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(PlatformException.class, failure -> assertThat(failure.kind()).isEqualTo(kind));
    }
}
