package io.cloudtik.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.core.time.ManualTime;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import java.util.ArrayList;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The reconciler on a provider in memory: it comes to what is wanted, and dying between any two of its effects neither loses
 * nor doubles a machine.
 */
class ReconcilerCrashTest {

    /** The process dies here; nothing catches it. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final FakeProvider cloud = new FakeProvider();
    private final Map<Integer, SlotStore.StoredSlot> records = new TreeMap<>();
    private final Set<String> setUp = new HashSet<>();
    private final List<String> renewed = new ArrayList<>();
    private final List<String> started = new ArrayList<>();
    private final List<String> stopped = new ArrayList<>();
    private Goal goal = new Goal(new SetUpMark("setup:1"), "");
    private boolean stopFails;
    private Optional<Kind> setUpFails = Optional.empty();
    private int triedSetUps;
    private boolean listingLags;
    private final ManualTime time = new ManualTime();
    private ClusterSpec spec = Clusters.withWorkers(3);
    private int effectsLeft = Integer.MAX_VALUE;
    private int effects;
    private Caution caution;

    @Test
    void comesToWhatIsWanted() {
        settle(start(), 20);

        assertThat(living()).hasSize(3);
        assertThat(records.values()).allSatisfy(stored -> assertThat(stored.slot().phase()).isEqualTo(NodeSlot.Phase.SET_UP));
    }

    @Test
    void neitherLosesNorDoublesAMachineWhereverItDies() {
        settle(start(), 20);
        int allEffects = effects;
        assertThat(allEffects).isGreaterThan(9);

        for (int deathAt = 0; deathAt <= allEffects; deathAt++) {
            ReconcilerCrashTest run = new ReconcilerCrashTest();
            run.effectsLeft = deathAt;
            run.runUntilDeath();
            run.effectsLeft = Integer.MAX_VALUE;
            run.settle(run.start(), 20);

            assertThat(run.living()).as("dead before effect %d", deathAt).hasSize(3);
            assertThat(run.cloud.nodes()).as("machines ever made when dead before effect %d", deathAt).hasSize(3);
        }
    }

    @Test
    void neitherLosesNorDoublesAMachineWhenItDiesWhileOneIsReplaced() {
        settle(start(), 20);
        for (int deathAt = 0; deathAt <= 6; deathAt++) {
            ReconcilerCrashTest run = new ReconcilerCrashTest();
            run.settle(run.start(), 20);
            run.cloud.move(run.living().get(0).id(), CloudNode.State.TERMINATED, "spot");
            run.effectsLeft = deathAt;
            run.runUntilDeath();
            run.effectsLeft = Integer.MAX_VALUE;
            run.settle(run.start(), 20);

            assertThat(run.living()).as("dead before effect %d", deathAt).hasSize(3);
            assertThat(run.cloud.nodes()).as("dead before effect %d", deathAt).hasSize(4);
        }
    }

    @Test
    void launchesOnceWhenTheReplyIsLost() {
        cloud.loseNextLaunchReply();

        settle(start(), 20);

        assertThat(cloud.nodes()).hasSize(3);
        assertThat(cloud.launches().size()).isGreaterThan(3);
        assertThat(cloud.launches().stream().map(LaunchRequest::token).distinct()).hasSize(3);
    }

    @Test
    void adoptsAllMachinesWhenTheStoreWasLost() {
        settle(start(), 20);
        records.clear();

        settle(start(), 20);

        assertThat(cloud.nodes()).hasSize(3);
        assertThat(records).hasSize(3);
    }

    @Test
    void changesNothingWhileTheListingFails() {
        settle(start(), 20);
        cloud.failNext(FakeProvider.Call.LIST, Kind.UNAVAILABLE, 3);
        ClusterReconciler reconciler = start();

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(reconciler::pass).isInstanceOf(PlatformException.class);
        }

        assertThat(cloud.nodes()).hasSize(3);
        assertThat(cloud.terminations()).isEmpty();
    }

    @Test
    void asksOnceInThreeMinutesForThreeNodesThatTheCloudHasNoRoomFor() {
        cloud.failNext(FakeProvider.Call.LAUNCH, Kind.CAPACITY, 2);
        ClusterReconciler reconciler = start();

        for (int second = 0; second < 170; second++) {
            reconciler.pass();
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(cloud.launches()).hasSize(1);
        assertThat(reconciler.look().plan().waits()).hasSize(3).allSatisfy(wait ->
                {
            assertThat(wait.reason()).contains("LAUNCH was told to fail with CAPACITY");
            assertThat(wait.then()).isEqualTo("next try");
            assertThat(wait.until()).contains(time.now().plusSeconds(10));
        });

        time.advance(Duration.ofSeconds(10));
        reconciler.pass();
        assertThat(cloud.launches()).hasSize(2);

        time.advance(Duration.ofMinutes(3));
        settle(reconciler, 20);
        assertThat(living()).hasSize(3);
    }

    @Test
    void asksAgainForWhatAQuotaForbadeAfterAQuarterOfAnHourOrWhenAUserGoesOn() {
        cloud.failNext(FakeProvider.Call.LAUNCH, Kind.QUOTA, 2);
        ClusterReconciler reconciler = start();
        settle(reconciler, 4 * 60 / 3);
        assertThat(cloud.launches()).hasSize(1);

        caution.goOn();
        settle(reconciler, 2);
        assertThat(cloud.launches()).hasSize(2);

        time.advance(Duration.ofMinutes(15));
        settle(reconciler, 20);
        assertThat(living()).hasSize(3);
    }

    @Test
    void blamesNoMachineForAProviderThatThrottlesAndAsksLessAndLess() {
        setUpFails = Optional.of(Kind.THROTTLED);
        ClusterReconciler reconciler = start();
        settle(reconciler, 100);
        assertThat(triedSetUps).as("tries for three nodes in five minutes").isBetween(15, 45);

        setUpFails = Optional.empty();
        settle(reconciler, 30);

        assertThat(cloud.nodes()).hasSize(3);
        assertThat(records.values()).allSatisfy(stored -> assertThat(stored.slot().phase()).isEqualTo(NodeSlot.Phase.SET_UP));
    }

    @Test
    void replacesAMachineThatRefusesOurKey() {
        setUpFails = Optional.of(Kind.UNAUTHORIZED);
        ClusterReconciler reconciler = start();
        settle(reconciler, 100);
        setUpFails = Optional.empty();
        settle(reconciler, 30);

        assertThat(cloud.nodes()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(living()).hasSize(3);
    }

    @Test
    void holdsItsOwnPauseAgainstNoNodeThatHasNotBeatYet() {
        ClusterReconciler reconciler = start();
        settle(reconciler, 20);
        setUp.clear();
        time.advance(Duration.ofMinutes(20));

        settle(reconciler, 3);

        assertThat(cloud.nodes()).hasSize(3);
    }

    @Test
    void endsAMachineOfAnUnansweredLaunchThatAppearsAfterItsSlotWasGivenUp() {
        spec = Clusters.withWorkers(1);
        cloud.loseNextLaunchReply();
        listingLags = true;
        start().pass();
        assertThat(living()).hasSize(1);
        spec = Clusters.withWorkers(0);
        settle(start(), 20);
        assertThat(records.values()).allSatisfy(stored -> assertThat(stored.slot().phase()).isEqualTo(NodeSlot.Phase.FREE));

        listingLags = false;
        settle(start(), 20);

        assertThat(living()).isEmpty();
    }

    @Test
    void leavesAMachineAloneThatBearsTheTagsOfANodeWithAnotherMachine() {
        settle(start(), 20);
        Map<String, String> copied = cloud.nodes().get(0).tags();
        cloud.nodes(spec).launch(new LaunchRequest("somebody", "else", Clusters.WORKER, Optional.empty(), Settings.empty(), copied,
                List.of()));
        ClusterReconciler reconciler = start();

        settle(reconciler, 20);
        assertThat(living()).hasSize(4);
        assertThat(reconciler.look().plan().waits()).extracting(Wait::text).containsExactly(
                "machine fake-4: it bears the tags of demo-worker-1, which is another machine; it is left alone");

        spec = Clusters.withWorkers(0);
        settle(start(), 20);
        assertThat(cloud.terminations()).noneMatch(ids -> ids.contains("fake-4"));
    }

    @Test
    void adoptsTheOlderOfTwoMachinesWithOneIdentityWhenTheStoreWasLost() {
        settle(start(), 20);
        Map<String, String> copied = cloud.nodes().get(0).tags();
        cloud.nodes(spec).launch(new LaunchRequest("somebody", "else", Clusters.WORKER, Optional.empty(), Settings.empty(), copied,
                List.of()));
        records.clear();

        settle(start(), 20);

        assertThat(records.values()).extracting(stored -> stored.slot().cloudId())
                .containsExactlyInAnyOrder("fake-1", "fake-2", "fake-3");
        assertThat(cloud.terminations()).isEmpty();
    }

    @Test
    void endsWhatIsNoLongerWanted() {
        settle(start(), 20);
        spec = Clusters.withWorkers(1);

        settle(start(), 20);

        assertThat(living()).singleElement().satisfies(machine ->
                assertThat(machine.tags()).containsEntry(NodeTags.NODE_ID, "demo-worker-1"));
    }

    @Test
    void setsEachNodeUpAgainOnceWhenItsSetUpChangedAndKeepsTheMachines() {
        settle(start(), 20);
        goal = new Goal(new SetUpMark("setup:2"), "");

        settle(start(), 20);

        assertThat(renewed).containsExactlyInAnyOrder("demo-worker-1", "demo-worker-2", "demo-worker-3");
        assertThat(cloud.nodes()).hasSize(3);
    }

    @Test
    void setsEveryNodeUpAgainWhereverItDies() {
        for (int deathAt = 0; deathAt <= 6; deathAt++) {
            ReconcilerCrashTest run = new ReconcilerCrashTest();
            run.settle(run.start(), 20);
            run.goal = new Goal(new SetUpMark("setup:2"), "start-2");
            run.effectsLeft = deathAt;
            run.runUntilDeath();
            run.effectsLeft = Integer.MAX_VALUE;
            run.settle(run.start(), 20);

            assertThat(run.renewed).as("dead before effect %d", deathAt).contains("demo-worker-1", "demo-worker-3");
            assertThat(run.started).as("dead before effect %d", deathAt).contains("demo-worker-1", "demo-worker-3");
            assertThat(run.cloud.nodes()).as("dead before effect %d", deathAt).hasSize(3);
        }
    }

    @Test
    void asksForTheStartCommandsOfAllNodesOnceInEachLifeOfAController() {
        goal = new Goal(new SetUpMark("setup:1"), "start-1");
        settle(start(), 20);
        assertThat(started).hasSize(3);

        settle(start(), 20);

        assertThat(started).as("the nodes know that they ran").hasSize(6);
    }

    @Test
    void runsStopCommandsOfWhatIsNoLongerWantedOnceAndEndsItAlsoIfTheyFail() {
        settle(start(), 20);
        stopFails = true;
        spec = Clusters.withWorkers(1);

        settle(start(), 20);

        assertThat(stopped).containsExactlyInAnyOrder("demo-worker-2", "demo-worker-3");
        assertThat(living()).hasSize(1);
    }

    @Test
    void replacesMachinesLaunchedOtherwiseOneByOneNewBeforeOld() {
        settle(start(), 20);
        spec = Clusters.withWorkersOf(3, Resources.of(2, DataSize.ofGibibytes(4)));
        ClusterReconciler reconciler = start();

        for (int i = 0; i < 40; i++) {
            reconciler.pass();
            cloud.settle();
            time.advance(Duration.ofSeconds(3));
            assertThat(living()).as("pass %d", i).hasSizeBetween(3, 4);
        }

        assertThat(living()).hasSize(3);
        assertThat(cloud.nodes()).as("each replaced once").hasSize(6);
        assertThat(stopped).hasSize(3);
    }

    @Test
    void writesAllTagsWithTheLaunchItself() {
        settle(start(), 20);

        assertThat(cloud.launches().get(0).tags().keySet()).contains(
                NodeTags.CLUSTER_UUID, NodeTags.SLOT, NodeTags.ATTEMPT, NodeTags.GENERATION, NodeTags.EPOCH);
    }

    private List<CloudNode> living() {
        return cloud.nodes().stream().filter(machine -> machine.state().isAlive()).toList();
    }

    private void settle(ClusterReconciler reconciler, int passes) {
        for (int i = 0; i < passes; i++) {
            reconciler.pass();
            cloud.settle();
            time.advance(Duration.ofSeconds(3));
        }
    }

    private void runUntilDeath() {
        try {
            settle(start(), 20);
        } catch (Crash death) {
            assertThat(effectsLeft).isZero();
        }
    }

    /** A controller as after a start of its process: it knows nothing but what is stored. */
    private ClusterReconciler start() {
        ControllerMemory memory = new ControllerMemory(time);
        caution = memory.caution();
        SlotNames names = Clusters.names(spec);
        NodeProvider provider = new DyingProvider(cloud.nodes(spec));
        SlotStore store = new DyingStore();
        ClusterObserver observer = new ClusterObserver(
                NodeKind.WORKER, names, provider, store, this::sightings, memory, time,
                (node, beat) -> true);
        ClusterActuator actuator = new ClusterActuator(
                spec, names, provider, store, new RecordedSetup(), List.of("ssh-ed25519 AAAA"), 1, memory,
                (type, subject, message) -> { }, type -> Runnable::run, () -> { });
        return new ClusterReconciler(
                observer, new ClusterPlanner(spec, NodeKind.WORKER, names, Deadlines.DEFAULT, type -> goal), actuator);
    }

    private Map<NodeId, Sighting> sightings() {
        Map<NodeId, Sighting> beating = new HashMap<>();
        living().stream()
                .map(machine -> machine.tags().get(NodeTags.NODE_ID))
                .filter(setUp::contains)
                .forEach(node -> beating.put(new NodeId(node), new Sighting(Duration.ZERO, Optional.of(beat(node)))));
        return beating;
    }

    private static Heartbeat beat(String node) {
        return new Heartbeat(new NodeId(node), "boot", 1, Resources.of(1, DataSize.ofGibibytes(1)), "", List.of(), "",
                Optional.empty(), Map.of());
    }

    private void effect() {
        if (effectsLeft == 0) {
            throw new Crash();
        }
        effectsLeft--;
        effects++;
    }

    private final class DyingStore implements SlotStore {

        @Override
        public List<StoredSlot> load() {
            return List.copyOf(records.values());
        }

        @Override
        public StoredSlot save(NodeSlot slot, String expectedVersion) {
            effect();
            String present = Optional.ofNullable(records.get(slot.number())).map(StoredSlot::version).orElse("");
            if (!present.equals(expectedVersion)) {
                throw new PlatformException(Kind.CONFLICT, "slot " + slot.number());
            }
            StoredSlot stored = new StoredSlot(slot, present + "x");
            records.put(slot.number(), stored);
            return stored;
        }
    }

    private final class DyingProvider implements NodeProvider {

        private final NodeProvider real;

        private DyingProvider(NodeProvider real) {
            this.real = real;
        }

        @Override
        public CloudNode launch(LaunchRequest request) {
            effect();
            return real.launch(request);
        }

        @Override
        public NodeListing list() {
            return listingLags ? new NodeListing(List.of(), true) : real.list();
        }

        @Override
        public void terminate(Set<String> nodeIds) {
            effect();
            real.terminate(nodeIds);
        }

        @Override
        public NodeAccess access(CloudNode node) {
            return real.access(node);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private final class RecordedSetup implements NodeSetup {

        @Override
        public SetUpMark setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            effect();
            triedSetUps++;
            setUpFails.ifPresent(kind -> {
                throw new PlatformException(kind, "not now");
            });
            setUp.add(slot.node().value());
            return goal.mark();
        }

        @Override
        public SetUpMark renew(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            effect();
            renewed.add(slot.node().value());
            return goal.mark();
        }

        @Override
        public void start(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            effect();
            started.add(slot.node().value());
        }

        @Override
        public void stop(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            effect();
            stopped.add(slot.node().value());
            if (stopFails) {
                throw new PlatformException(Kind.UNAVAILABLE, "stop command 1 of 1 on " + slot.node() + " ended with 3");
            }
        }

        @Override
        public ProbeAnswer probe(NodeSlot slot, CloudNode machine) {
            return ProbeAnswer.CONTAINER_GONE;
        }
    }
}
