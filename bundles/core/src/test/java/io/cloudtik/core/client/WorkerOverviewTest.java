package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.ClusterOverview;
import io.cloudtik.api.control.ClusterOverview.WorkerType;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerOverviewTest {

    private static final NodeTypeName SMALL = new NodeTypeName("worker.small");
    private static final NodeTypeName LARGE = new NodeTypeName("worker.large");
    private static final Resources OF_SMALL = Resources.of(1, DataSize.ofGibibytes(8));
    private static final Resources OF_LARGE = Resources.of(4, DataSize.ofGibibytes(2));

    private static NodeTypeSpec type(NodeTypeName name, int min, int max, Resources resources) {
        return new NodeTypeSpec(name, NodeKind.WORKER, min, max, Optional.of(resources), Settings.empty());
    }

    private static NodeStatus node(String id, NodeKind kind, NodeTypeName type, NodeState state, Resources resources) {
        return new NodeStatus(new NodeId(id), kind, type, state, "", "", "", Optional.empty(), Optional.of(resources), List.of());
    }

    private static ClusterOverview.Workers summary(Map<String, Integer> wanted, NodeStatus... nodes) {
        List<NodeTypeSpec> types = List.of(type(SMALL, 1, 3, OF_SMALL), type(LARGE, 0, 2, OF_LARGE));
        return new WorkerOverview(types, wanted, List.of(nodes)).summary();
    }

    @Test
    void countsAllTogetherAndEachTypeByItself() {
        ClusterOverview.Workers workers = summary(Map.of("worker.small", 2, "worker.large", 1),
                node("head", NodeKind.HEAD, new NodeTypeName("head.default"), NodeState.READY, OF_LARGE),
                node("w1", NodeKind.WORKER, SMALL, NodeState.READY, OF_SMALL),
                node("w2", NodeKind.WORKER, SMALL, NodeState.SETTING_UP, OF_SMALL),
                node("w3", NodeKind.WORKER, LARGE, NodeState.READY, OF_LARGE),
                node("w4", NodeKind.WORKER, LARGE, NodeState.TERMINATING, OF_LARGE));

        assertThat(workers.wanted()).isEqualTo(3);
        assertThat(workers.present()).isEqualTo(3);
        assertThat(workers.ready()).isEqualTo(2);
        assertThat(workers.cpus()).isEqualTo(6);
        assertThat(workers.memory()).isEqualTo(DataSize.ofGibibytes(18));
        assertThat(workers.types()).containsExactly(
                new WorkerType(SMALL, 1, 3, 2, 2, 1, Optional.of(OF_SMALL)),
                new WorkerType(LARGE, 0, 2, 1, 1, 1, Optional.of(OF_LARGE)));
    }

    @Test
    void tellsWhatEveryWorkerHasAtLeastOfEachResource() {
        ClusterOverview.Workers workers = summary(Map.of(),
                node("w1", NodeKind.WORKER, SMALL, NodeState.READY, OF_SMALL),
                node("w2", NodeKind.WORKER, LARGE, NodeState.READY, OF_LARGE));

        assertThat(workers.each()).isEqualTo(new ClusterOverview.Each(1, 0, DataSize.ofGibibytes(2)));
    }

    @Test
    void takesTheFilesWordWhereNothingIsThere() {
        ClusterOverview.Workers workers = summary(Map.of());

        assertThat(workers.wanted()).as("min_workers").isEqualTo(1);
        assertThat(workers.each()).isEqualTo(new ClusterOverview.Each(0, 0, new DataSize(0)));
        assertThat(workers.types()).extracting(WorkerType::each).containsExactly(Optional.of(OF_SMALL), Optional.of(OF_LARGE));
    }
}
