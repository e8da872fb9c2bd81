package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.control.WorkerOperations.Scaling;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerCountTest {

    private static final Resources EACH = new Resources(4, DataSize.ofGibibytes(8), 0, Map.of("disk", 2.0));

    private final ClusterSpec file = Demo.spec(1);
    private Optional<Resources> known = Optional.of(EACH);

    private Scaling count(int wantedNow, ScaleRequest request) {
        ClusterSpec now = file.withNodeTypes(file.nodeTypes().stream()
                .map(type -> type.name().equals(Demo.WORKER_TYPE) ? type.withMinWorkers(wantedNow) : type)
                .toList());
        return new WorkerCount(file, now, type -> known).of(request);
    }

    private static ScaleRequest workers(int count, boolean upOnly) {
        return new ScaleRequest(
                Optional.empty(), Optional.of(count), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), upOnly);
    }

    private static ScaleRequest resources(Integer cpus, Integer gpus, String memory, Map<String, Double> custom) {
        return new ScaleRequest(
                Optional.empty(), Optional.empty(), Optional.ofNullable(cpus), Optional.ofNullable(gpus),
                Optional.ofNullable(memory).map(DataSize::parse), custom, false);
    }

    @Test
    void takesANumberAsItIs() {
        assertThat(count(1, workers(5, false)))
                .isEqualTo(new Scaling(Demo.WORKER_TYPE, 1, 5, "5 workers were asked for"));
        assertThat(count(7, workers(2, false)).after()).isEqualTo(2);
    }

    @Test
    void takesAsManyAsHaveEnoughOfEverything() {
        assertThat(count(1, resources(9, null, null, Map.of()))).isEqualTo(
                new Scaling(Demo.WORKER_TYPE, 1, 3, "9 CPUs were asked for"));
        assertThat(count(1, resources(4, null, "40G", Map.of())).after()).isEqualTo(5);
        assertThat(count(1, resources(1, null, null, Map.of("disk", 13.0))).after()).isEqualTo(7);
    }

    private static ScaleRequest bundles(List<Map<String, Double>> bundles) {
        return new ScaleRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), bundles,
                false);
    }

    @Test
    void takesAsManyAsHoldAllBundlesAtTheSameTime() {
        assertThat(count(1, bundles(List.of(Map.of("CPU", 3.0), Map.of("CPU", 3.0), Map.of("CPU", 1.0), Map.of("CPU", 1.0)))))
                .isEqualTo(new Scaling(Demo.WORKER_TYPE, 1, 2, "4 bundles were asked for"));
        assertThat(count(1, bundles(List.of(Map.of("CPU", 1.0, "memory", 5.0 * (1L << 30)), Map.of("memory", 5.0 * (1L << 30)))))
                .after()).isEqualTo(2);
        assertThat(count(1, bundles(List.of(Map.of("disk", 1.0), Map.of("disk", 1.0)))).after()).isEqualTo(1);
    }

    @Test
    void refusesABundleThatNoWorkerHolds() {
        assertThatThrownBy(() -> count(1, bundles(List.of(Map.of("CPU", 2.0), Map.of("CPU", 5.0)))))
                .hasMessage("the bundle {CPU=5.0} does not fit on a worker of type 'worker.default'");
        assertThatThrownBy(() -> count(1, bundles(List.of(Map.of("licence", 1.0)))))
                .hasMessageContaining("the bundle {licence=1.0} does not fit");
    }

    @Test
    void neverShrinksIfItShallOnlyGrow() {
        assertThat(count(5, workers(3, true))).isEqualTo(
                new Scaling(Demo.WORKER_TYPE, 5, 5, "5 are wanted already, and it shall only grow"));
        assertThat(count(5, workers(6, true)).after()).isEqualTo(6);
    }

    @Test
    void namesTheLimitItWouldBreak() {
        assertThatThrownBy(() -> count(1, workers(33, false)))
                .hasMessage("the cluster would have 33 workers, above max_workers 32 of node type 'worker.default'");
        assertThatThrownBy(() -> count(5, workers(0, false)))
                .hasMessage("the cluster would have 0 workers, below min_workers 1 of node type 'worker.default'");
    }

    @Test
    void countsNothingThatNobodyHas() {
        assertThatThrownBy(() -> count(1, resources(null, 2, null, Map.of())))
                .hasMessage("a worker of type 'worker.default' has no GPUs");
        assertThatThrownBy(() -> count(1, resources(null, null, null, Map.of("licence", 1.0))))
                .hasMessage("a worker of type 'worker.default' has no 'licence'");
        known = Optional.empty();
        assertThatThrownBy(() -> count(1, resources(8, null, null, Map.of())))
                .hasMessageContaining("how much a worker of type 'worker.default' has is not known yet");
    }

    @Test
    void knowsTheWorkerTypesAlone() {
        ScaleRequest head = new ScaleRequest(
                Optional.of(new NodeTypeName("head.default")), Optional.of(1), Optional.empty(), Optional.empty(),
                Optional.empty(), Map.of(), false);

        assertThatThrownBy(() -> count(1, head))
                .hasMessage("cluster 'demo' has no worker type 'head.default'; it has: [worker.default]");
    }
}
