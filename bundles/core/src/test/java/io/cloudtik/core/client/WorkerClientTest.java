package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.ClusterStatus.Phase;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerClientTest {

    private static NodeStatus node(String id, NodeKind kind, NodeState state, String reason) {
        return new NodeStatus(
                new NodeId(id), kind, new NodeTypeName("t"), state, "", reason, "", Optional.empty(), Optional.empty(), List.of());
    }

    private static ClusterStatus status(Phase phase, String reason, NodeStatus... nodes) {
        return new ClusterStatus(
                new WorkspaceName("lab"), new ClusterName("demo"), Optional.empty(), phase, reason, Instant.EPOCH,
                List.of(nodes), List.of(), Map.of(), List.of(), List.of());
    }

    private static final NodeStatus HEAD = node("demo-head", NodeKind.HEAD, NodeState.READY, "");
    private static final NodeStatus ONE = node("demo-worker-1", NodeKind.WORKER, NodeState.READY, "");
    private static final NodeStatus TWO = node("demo-worker-2", NodeKind.WORKER, NodeState.STARTING, "its plan is not applied yet");

    @Test
    void missesNothingOfAReadyCluster() {
        assertThat(WorkerClient.missing(status(Phase.READY, "", HEAD, ONE), Optional.empty())).isEmpty();
    }

    @Test
    void isContentWithAsManyWorkersAsWereAskedFor() {
        ClusterStatus status = status(Phase.STARTING, "1 of 2 workers are ready", HEAD, ONE, TWO);

        assertThat(WorkerClient.missing(status, Optional.of(1))).isEmpty();
        assertThat(WorkerClient.missing(status, Optional.of(2)))
                .contains("1 of 2 workers are ready; demo-worker-2 is STARTING (its plan is not applied yet)");
        assertThat(WorkerClient.missing(status, Optional.empty()))
                .contains("1 of 2 workers are ready; demo-worker-2 is STARTING (its plan is not applied yet)");
    }

    @Test
    void wantsTheHeadReadyToo() {
        NodeStatus head = node("demo-head", NodeKind.HEAD, NodeState.SUSPECT, "redis-primary is FAILED");

        assertThat(WorkerClient.missing(status(Phase.DEGRADED, "", head, ONE), Optional.of(1)))
                .hasValueSatisfying(words -> assertThat(words).contains("demo-head is SUSPECT (redis-primary is FAILED)"));
    }

    @Test
    void doesNotWaitForAClusterThatIsNotUp() {
        assertThatThrownBy(() -> WorkerClient.missing(status(Phase.ABSENT, "the cluster is not up"), Optional.empty()))
                .hasMessage("cluster 'demo' is not up");
    }
}
