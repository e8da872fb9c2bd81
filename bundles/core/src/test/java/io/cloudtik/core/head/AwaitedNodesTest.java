package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.state.InMemoryStateStore;
import io.cloudtik.contracts.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AwaitedNodesTest {

    private static final NodeId WORKER = new NodeId("demo-worker-1");

    private final InMemoryStateStore store = new InMemoryStateStore(ManualClock.create());
    private final RecordCodec codec = new JacksonRecordCodec();
    private final AwaitedNodes nodes = new AwaitedNodes(store, codec);
    private long sequence;

    @Test
    void hearsTheFirstBeatOfANodeThatIsWaitedForOnce() {
        nodes.await(List.of(worker(NodeState.STARTING)));
        assertThat(nodes.haveNews()).as("it has not beaten").isFalse();

        beat("", ServiceState.STARTING);

        assertThat(nodes.haveNews()).isTrue();
        assertThat(nodes.haveNews()).isFalse();
    }

    @Test
    void hearsThatAPlanIsAppliedAndThatAServiceRuns() {
        nodes.await(List.of(worker(NodeState.STARTING)));
        beat("", ServiceState.STARTING);
        nodes.haveNews();

        beat("plan-1", ServiceState.STARTING);
        assertThat(nodes.haveNews()).isTrue();
        beat("plan-1", ServiceState.STARTING);
        assertThat(nodes.haveNews()).as("it only lives on").isFalse();
        beat("plan-1", ServiceState.HEALTHY);
        assertThat(nodes.haveNews()).isTrue();
    }

    @Test
    void leavesNodesThatNobodyWaitsForToThePasses() {
        nodes.await(List.of(worker(NodeState.READY)));

        beat("plan-1", ServiceState.HEALTHY);

        assertThat(nodes.haveNews()).isFalse();
    }

    @Test
    void takesABeatThatIsNoneForNoNews() {
        nodes.await(List.of(worker(NodeState.STARTING)));

        put("half a be");

        assertThat(nodes.haveNews()).isFalse();
    }

    private static NodeStatus worker(NodeState state) {
        return new NodeStatus(
                WORKER, NodeKind.WORKER, new NodeTypeName("worker.default"), state, "127.0.0.2", "", "", Optional.empty(),
                Optional.empty(), List.of(), Map.of());
    }

    private void beat(String plan, ServiceState state) {
        sequence++;
        put(codec.encode(new Heartbeat(
                WORKER, "boot-1", sequence, Resources.of(1, DataSize.ofGibibytes(1)), plan,
                List.of(new ServiceStatus("spark-worker", "spark", state, "", 7, 0, Optional.empty())), "", Optional.empty(),
                Map.of())));
    }

    private void put(String text) {
        store.put(StateKey.ofVolatile(StateBackend.HEARTBEAT_TABLE, WORKER.value()), text, Duration.ofSeconds(60));
    }
}
