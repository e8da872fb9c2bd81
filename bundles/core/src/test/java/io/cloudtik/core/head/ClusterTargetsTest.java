package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.metrics.ScrapeTarget;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterReconciler.Pass;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ClusterTargetsTest {

    private final ManualTime time = new ManualTime();
    private final UnsteadyStateStore state = new UnsteadyStateStore();
    private final Runtimes runtimes = new Runtimes(time);
    private final PlanPublisher plans = new PlanPublisher(
            Demo.plans(runtimes), new RuntimeWishes(state, new JacksonRecordCodec(), 0), new JacksonRecordCodec(), state,
            state.nextEpoch());
    private final ClusterTargets targets = new ClusterTargets(Demo.IDENTITY, plans);

    @Test
    void namesTheHeadFromTheBeginning() {
        assertThat(targets.of(Optional.empty())).containsExactly(own(Demo.HEAD, Demo.IDENTITY.address(), true));
    }

    @Test
    void namesWorkersThatAreSetUpAndWhatTheirPlansName() {
        runtimes.add(new Talkative(), Version.emptyVersion);
        NodeId worker = new NodeId("demo-worker-1");
        plans.publish(Demo.spec(3, "spark"), Demo.planned(worker, "10.0.0.1"));

        assertThat(targets.of(pass(
                        view(1, NodeSlot.Phase.SET_UP, "10.0.0.1"),
                        view(2, NodeSlot.Phase.LAUNCHED, "10.0.0.2"),
                        view(3, NodeSlot.Phase.SET_UP, ""))))
                .containsExactly(
                        own(Demo.HEAD, Demo.IDENTITY.address(), true),
                        own(worker, "10.0.0.1", false),
                        new ScrapeTarget(worker, Demo.WORKER_TYPE, new ScrapeEndpoint("spark-worker", "10.0.0.1", 8081, "/prometheus")));
    }

    @Test
    void forgetsWhatANodeThatIsGoneWasToldToRun() {
        runtimes.add(new Talkative(), Version.emptyVersion);
        NodeId worker = new NodeId("demo-worker-1");
        plans.publish(Demo.spec(1, "spark"), Demo.planned(worker, "10.0.0.1"));
        plans.forget(worker);

        assertThat(plans.scrapes(worker)).isEmpty();
    }

    private static ScrapeTarget own(NodeId node, String address, boolean isHead) {
        return new ScrapeTarget(node, isHead ? Demo.IDENTITY.type() : Demo.WORKER_TYPE,
                new ScrapeEndpoint("cloudtik", address, 44217, "/metrics"));
    }

    private SlotView view(int number, NodeSlot.Phase phase, String address) {
        CloudNode machine = new CloudNode("fake-" + number, CloudNode.State.RUNNING, address, Map.of(), time.now(), "");
        return new SlotView(Demo.worker(number, phase), "1", Optional.of(machine), 0, Duration.ZERO, Optional.empty(),
                Optional.empty(), false, false, "", Duration.ZERO);
    }

    private Optional<Pass> pass(SlotView... views) {
        return Optional.of(new Pass(
                new ClusterObservation(time.now(), List.of(views), List.of(), List.of()),
                new ClusterPlan(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                        List.of())));
    }

    /** A runtime that tells metrics. */
    private static final class Talkative implements Runtime {

        private final Runtime silent = FakeRuntime.named("spark");

        @Override
        public RuntimeDescription describe() {
            return silent.describe();
        }

        @Override
        public NodePlan node(NodeContext context) {
            NodePlan plan = silent.node(context);
            return plan.and(new NodePlan(List.of(), List.of(), List.of(), List.of(), Map.of(),
                    List.of(new ScrapeEndpoint("spark-worker", context.address(), 8081, "/prometheus"))));
        }
    }
}
