package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.Endpoint;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.ManualTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class PlanPublisherTest {

    private static final NodeId ONE = new NodeId("demo-worker-1");
    private static final NodeId TWO = new NodeId("demo-worker-2");

    private final UnsteadyStateStore state = new UnsteadyStateStore();
    private final JacksonRecordCodec codec = new JacksonRecordCodec();
    private final Runtimes runtimes = new Runtimes(new ManualTime());
    private final PlanPublisher plans = publisher(state.nextEpoch());

    PlanPublisherTest() {
        runtimes.add(FakeRuntime.named("spark"), Version.emptyVersion);
        runtimes.add(FakeRuntime.named("ml"), Version.emptyVersion);
    }

    @Test
    void storesOnePlanOfAllRuntimesUnderItsHash() {
        publish(ONE, "10.0.0.1", "spark", "ml");

        String text = stored(ONE);
        assertThat(codec.decode(text, NodePlan.class).services())
                .extracting(PlannedService::name)
                .containsExactly("spark-greeter", "ml-greeter");
        assertThat(plans.hash(ONE)).contains(NodePlan.hashOf(text));
        assertThat(plans.hash(TWO)).isEmpty();
    }

    @Test
    void fillsNothingInTheEnvironmentThatAUserWrites() {
        ClusterSpec plain = Demo.spec(1, "spark");
        ClusterSpec spec = new ClusterSpec(
                plain.workspace(), plain.name(), plain.provider(), plain.providerSettings(), plain.auth(), plain.nodeTypes(),
                plain.maxWorkers(), plain.runtimes(), Map.of("A", "${dir} ${HOME}"), plain.files(), plain.retries(),
                plain.java(), plain.settings());

        plans.publish(spec, Demo.planned(ONE, "10.0.0.1"));

        NodePlan plan = codec.decode(stored(ONE), NodePlan.class);
        assertThat(plan.environment()).containsEntry("A", "${dollar}{dir} ${HOME}");
        assertThat(plan.services().get(0).environment()).containsEntry("A", "${dollar}{dir} ${HOME}");
    }

    @Test
    void publishesOnceForEachChange() {
        publish(ONE, "10.0.0.1", "spark");
        publish(ONE, "10.0.0.1", "spark");
        publish(ONE, "10.0.0.9", "spark");
        publish(ONE, "10.0.0.9", "spark");

        assertThat(state.writes()).containsExactly("plan/demo-worker-1", "plan/demo-worker-1");
        assertThat(stored(ONE)).contains("10.0.0.9");
    }

    @Test
    void doesNotWriteAgainWhatAnEarlierControllerStored() {
        publish(ONE, "10.0.0.1", "spark");
        PlanPublisher next = publisher(state.nextEpoch());

        next.publish(Demo.spec(1, "spark"), Demo.planned(ONE, "10.0.0.1"));

        assertThat(state.writes()).containsExactly("plan/demo-worker-1");
        assertThat(next.hash(ONE)).isEqualTo(plans.hash(ONE));
    }

    @Test
    void takesNoPlanForPublishedThatTheStateDidNotTake() {
        state.reachable(false);
        assertThatThrownBy(() -> publish(ONE, "10.0.0.1", "spark")).isInstanceOf(PlatformException.class);
        assertThat(plans.hash(ONE)).isEmpty();
        state.reachable(true);

        publish(ONE, "10.0.0.1", "spark");

        assertThat(plans.hash(ONE)).contains(NodePlan.hashOf(stored(ONE)));
    }

    @Test
    void asksAgainWhereANodeIsFoundIfARuntimeCouldNotSayIt() {
        AtomicBoolean broken = new AtomicBoolean(true);
        runtimes.add(new PageRuntime(broken), Version.emptyVersion);
        assertThatThrownBy(() -> publish(Demo.HEAD, "10.0.0.1", "page")).hasMessage("its page is broken");
        broken.set(false);

        publish(Demo.HEAD, "10.0.0.1", "page");

        assertThat(plans.endpoints(Demo.HEAD)).containsKey("page");
    }

    @Test
    void publishesAPlanAgainThatIsStoredNoMore() {
        publish(ONE, "10.0.0.1", "spark");
        publish(TWO, "10.0.0.2", "spark");
        state.delete(key(TWO), 1, 1);

        plans.verify(2);
        publish(ONE, "10.0.0.1", "spark");
        publish(TWO, "10.0.0.2", "spark");

        assertThat(state.writes()).containsExactly(
                "plan/demo-worker-1", "plan/demo-worker-2", "no plan/demo-worker-2", "plan/demo-worker-2");
    }

    @Test
    void isRefusedOnceAnotherReignHasBegun() {
        state.nextEpoch();

        assertThatThrownBy(() -> publish(ONE, "10.0.0.1", "spark"))
                .isInstanceOfSatisfying(
                        PlatformException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
    }

    @Test
    void keepsThePreviousPlanWhileARuntimeIsMissing() {
        publish(ONE, "10.0.0.1", "spark");
        String before = stored(ONE);

        assertThatThrownBy(() -> publish(ONE, "10.0.0.1", "spark", "kafka"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("runtime 'kafka' is not installed");

        assertThat(stored(ONE)).isEqualTo(before);
        assertThat(plans.hash(ONE)).contains(NodePlan.hashOf(before));
    }

    @Test
    void forgetsThePlansOfAllOtherNodes() {
        publish(Demo.HEAD, "10.0.0.1", "spark");
        publish(ONE, "10.0.0.2", "spark");
        publish(TWO, "10.0.0.3", "spark");

        assertThat(plans.othersThan(Set.of(Demo.HEAD, TWO))).containsExactly(ONE);
        plans.forget(ONE);

        assertThat(state.get(key(ONE))).isEmpty();
        assertThat(plans.hash(ONE)).isEmpty();
        assertThat(plans.hash(TWO)).isPresent();
        assertThat(plans.othersThan(Set.of(Demo.HEAD, TWO))).isEmpty();
    }

    @Test
    void forgetsAlsoThePlansThatAnEarlierControllerStored() {
        publish(ONE, "10.0.0.2", "spark");

        PlanPublisher later = publisher(state.nextEpoch());
        assertThat(later.othersThan(Set.of(Demo.HEAD))).containsExactly(ONE);
        later.forget(ONE);

        assertThat(state.get(key(ONE))).isEmpty();
    }

    @Test
    void knowsANodeThatWasGivenAnAccountAndHasNoPlanYet() {
        plans.reserve(ONE);
        plans.reserve(ONE);

        assertThat(plans.othersThan(Set.of(Demo.HEAD))).containsExactly(ONE);
        assertThat(plans.hash(ONE)).as("it has applied nothing").isEmpty();
    }

    @Test
    void tellsANodeByItsPlanToGiveItsWorkAway() {
        publish(ONE, "10.0.0.1", "spark");
        NodePlan before = codec.decode(stored(ONE), NodePlan.class);

        plans.drain(ONE);
        plans.drain(ONE);
        publisher(2).drain(ONE);

        assertThat(codec.decode(stored(ONE), NodePlan.class)).isEqualTo(before.withDraining());
        assertThat(plans.hash(ONE)).contains(NodePlan.hashOf(stored(ONE)));
        assertThat(state.writes()).containsExactly("plan/demo-worker-1", "plan/demo-worker-1");
    }

    /** Cannot say where its page is while it is broken. */
    private record PageRuntime(AtomicBoolean broken) implements Runtime {

        @Override
        public RuntimeDescription describe() {
            return new RuntimeDescription("page", "Has a page.", "{}", Set.of(), Set.of());
        }

        @Override
        public NodePlan node(NodeContext context) {
            return NodePlan.EMPTY;
        }

        @Override
        public List<Endpoint> endpoints(ClusterSpec spec) {
            if (broken.get()) {
                throw new IllegalStateException("its page is broken");
            }
            return List.of(Endpoint.page("page", NodeKind.WORKER, 8080, "its page"));
        }
    }

    private PlanPublisher publisher(long epoch) {
        return new PlanPublisher(Demo.plans(runtimes), new RuntimeWishes(state, codec, epoch), codec, state, epoch);
    }

    private void publish(NodeId node, String address, String... names) {
        plans.publish(Demo.spec(1, names), Demo.planned(node, address));
    }

    private String stored(NodeId node) {
        return state.get(key(node)).orElseThrow().text();
    }

    private static StateKey key(NodeId node) {
        return StateKey.durable("plan", node.value());
    }
}
