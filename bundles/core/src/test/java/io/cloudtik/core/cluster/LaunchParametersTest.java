package io.cloudtik.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchParametersTest {

    private static final Resources RESOURCES = new Resources(4, DataSize.ofGibibytes(8), 1, Map.of("fpga", 2.0));

    /** What an earlier edition, which encoded parameters in another way, recorded of a worker. */
    private static final String OLD_RECORD = """
            {"number": 1, "kind": "WORKER", "type": "worker.default", "attempt": 1, "phase": "SET_UP",
             "node": "demo-worker-1", "token": "0123456789abcdef0123456789abcdef01234567", %s "cloudId": "i-1",
             "failures": 0, "failuresBefore": 0, "reason": "", "mark": {"text": ""}}
            """;

    private final ClusterSpec spec = Clusters.withWorkers(1);

    @Test
    void isTheSameForEver() {
        assertThat(LaunchParameters.of(type(Map.of("zone", "a", "disks", List.of(1L, 2.5, true), "tags", Map.of("a", "b")))))
                .as("a worker is replaced if this changes; another form needs another number")
                .isEqualTo("1:a2cc8f66e0b4c00d");
        assertThat(LaunchParameters.of(Clusters.worker(1))).isEqualTo("1:0db5339fc66d10f9");
    }

    @Test
    void doesNotDependOnTheOrderOfKeysOrOnWhatIsNotLaunchedWith() {
        Map<String, Object> turned = new LinkedHashMap<>();
        turned.put("zone", "a");
        turned.put("image", "x");
        Map<String, Object> straight = new LinkedHashMap<>();
        straight.put("image", "x");
        straight.put("zone", "a");

        assertThat(LaunchParameters.of(type(turned))).isEqualTo(LaunchParameters.of(type(straight)));
        assertThat(LaunchParameters.of(Clusters.worker(1))).isEqualTo(LaunchParameters.of(Clusters.worker(7)));
    }

    @Test
    void differsWithEachValueAndItsKind() {
        assertThat(List.of(
                        type(Map.of()), type(Map.of("a", "b")), type(Map.of("ab", "")), type(Map.of("a", 1L)), type(Map.of("a", "1")),
                        type(Map.of("a", List.of("b", "c"))), type(Map.of("a", List.of("bc"))), type(Map.of("a", Map.of("b", "c"))),
                        type(Map.of("a", true)), Clusters.worker(1)))
                .extracting(LaunchParameters::of)
                .doesNotHaveDuplicates();
    }

    @Test
    void letsAWorkerLiveThatAnEarlierEditionLaunched() {
        assertThat(plan(OLD_RECORD.formatted("")).isIdle()).isTrue();
        assertThat(plan(OLD_RECORD.formatted("\"launchedWith\": \"0:0123456789abcdef\",")).isIdle()).isTrue();
    }

    @Test
    void replacesAWorkerThatThisEditionLaunchedOtherwise() {
        ClusterPlan plan = plan(OLD_RECORD.formatted("\"launchedWith\": \"1:0123456789abcdef\","));

        assertThat(plan.launches()).singleElement().satisfies(launch ->
                assertThat(launch.reason()).contains("its machine was launched with another node_config or resources"));
    }

    private ClusterPlan plan(String record) {
        NodeSlot slot = Clusters.CODEC.decode(record, NodeSlot.class);
        CloudNode machine = new CloudNode(
                "i-1", CloudNode.State.RUNNING, "127.0.0.1", Clusters.names(spec).tags(slot, 1), Instant.EPOCH, "");
        SlotView view = new SlotView(
                slot, "7", Optional.of(machine), 0, Duration.ofSeconds(5),
                Optional.of(new Sighting(Duration.ZERO, Optional.empty())), Optional.empty(), false, true, "", Duration.ZERO);
        return new ClusterPlanner(
                        spec, NodeKind.WORKER, Clusters.names(spec), Deadlines.DEFAULT, type -> new Goal(SetUpMark.UNKNOWN, ""))
                .plan(new ClusterObservation(Instant.EPOCH, List.of(view), List.of(), List.of()));
    }

    private static NodeTypeSpec type(Map<String, Object> nodeConfig) {
        return new NodeTypeSpec(Clusters.WORKER, NodeKind.WORKER, 1, 100, Optional.of(RESOURCES), Settings.of(nodeConfig));
    }
}
