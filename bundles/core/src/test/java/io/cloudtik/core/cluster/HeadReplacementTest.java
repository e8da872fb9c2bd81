package io.cloudtik.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A head holds the cluster's state: it is mended while it lives, and only what is not there any more is made anew. */
class HeadReplacementTest {

    private final FakeProvider cloud = new FakeProvider();
    private final ManualTime time = new ManualTime();
    private final ClusterSpec spec = Clusters.withWorkers(0);
    private final List<SlotStore.StoredSlot> record = new ArrayList<>();
    private final Set<String> reachable = new HashSet<>();
    private boolean answers = true;
    private final ClusterReconciler reconciler = reconciler();

    @Test
    void neverReplacesALivingHeadThatDoesNotAnswerAndCannotBeSetUpAgain() {
        passes(5);
        assertThat(living()).containsExactly("fake-1");

        answers = false;
        reachable.clear();
        passes(200);

        assertThat(living()).containsExactly("fake-1");
        assertThat(cloud.launches()).hasSize(1);
        assertThat(cloud.terminations()).isEmpty();
    }

    @Test
    void makesANewHeadWhereTheMachineHasEnded() {
        passes(5);
        cloud.move("fake-1", CloudNode.State.TERMINATED, "somebody ended it");

        passes(10);

        assertThat(living()).containsExactly("fake-2");
        assertThat(slot().phase()).isEqualTo(NodeSlot.Phase.SET_UP);
    }

    @Test
    void endsAHeadThatCameBackOnlyWhenTheNewOneIsSetUp() {
        passes(5);
        cloud.move("fake-1", CloudNode.State.TERMINATED, "or so it seems");
        reconciler.pass();
        assertThat(slot().attempt()).isEqualTo(2);
        cloud.move("fake-1", CloudNode.State.RUNNING, "");

        reachable.clear();
        for (int pass = 0; pass < 3; pass++) {
            passes(1);
            assertThat(living()).as("pass %d", pass).containsExactly("fake-1", "fake-2");
            assertThat(reconciler.look().plan().waits())
                    .anyMatch(wait -> wait.text().equals(
                            "machine fake-1: it was the head before, and is ended when demo-head-r1 is set up"));
        }
        reachable.add("fake-2");
        passes(60);

        assertThat(slot().phase()).isEqualTo(NodeSlot.Phase.SET_UP);
        assertThat(living()).containsExactly("fake-2");
    }

    private List<String> living() {
        return cloud.nodes().stream().filter(machine -> machine.state().isAlive()).map(CloudNode::id).toList();
    }

    private NodeSlot slot() {
        return record.get(0).slot();
    }

    private void passes(int count) {
        for (int i = 0; i < count; i++) {
            reconciler.pass();
            cloud.settle();
            time.advance(Duration.ofSeconds(3));
        }
    }

    private ClusterReconciler reconciler() {
        reachable.add("fake-1");
        reachable.add("fake-2");
        SlotNames names = Clusters.names(spec);
        ControllerMemory memory = new ControllerMemory(time);
        SlotStore store = new OneSlot();
        Goal goal = new Goal(new SetUpMark("setup:1"), "");
        return new ClusterReconciler(
                new ClusterObserver(NodeKind.HEAD, names, cloud.nodes(spec), store, this::sightings, memory, time,
                        (node, beat) -> true),
                new ClusterPlanner(spec, NodeKind.HEAD, names, Deadlines.DEFAULT, type -> goal),
                new ClusterActuator(spec, names, cloud.nodes(spec), store, new Setup(goal), List.of("ssh-ed25519 AAAA"), 0, memory,
                        (type, subject, message) -> { }, type -> Runnable::run, () -> { }));
    }

    private Map<NodeId, Sighting> sightings() {
        return record.stream()
                .filter(stored -> answers && stored.slot().phase() == NodeSlot.Phase.SET_UP)
                .collect(Collectors.toMap(stored -> stored.slot().node(), stored -> new Sighting(Duration.ZERO, Optional.empty())));
    }

    private final class OneSlot implements SlotStore {

        @Override
        public List<StoredSlot> load() {
            return List.copyOf(record);
        }

        @Override
        public StoredSlot save(NodeSlot slot, String expectedVersion) {
            StoredSlot stored = new StoredSlot(slot, expectedVersion + "x");
            record.clear();
            record.add(stored);
            return stored;
        }
    }

    private final class Setup implements NodeSetup {

        private final Goal goal;

        Setup(Goal goal) {
            this.goal = goal;
        }

        @Override
        public SetUpMark setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            if (!reachable.contains(machine.id())) {
                throw new PlatformException(Kind.UNAVAILABLE, machine.id() + " does not answer over SSH");
            }
            return goal.mark();
        }

        @Override
        public SetUpMark renew(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            return goal.mark();
        }

        @Override
        public void start(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            throw new AssertionError("a head's start commands are run by the client");
        }

        @Override
        public void stop(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
            throw new AssertionError("a head is ended by the client");
        }

        @Override
        public ProbeAnswer probe(NodeSlot slot, CloudNode machine) {
            throw new AssertionError("a head is asked by its control API");
        }
    }
}
