package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.HealthReport;
import io.cloudtik.api.control.HealthReport.Finding;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadHealthTest {

    private final UnsteadyStateStore state = new UnsteadyStateStore();

    private HealthReport examine(NodeState node, String reason, ServiceState service, long passSeconds, String trouble) {
        NodeStatus head = new NodeStatus(
                Demo.HEAD, NodeKind.HEAD, Demo.IDENTITY.type(), node, "127.0.0.2", reason, "", Optional.empty(),
                Optional.empty(), List.of(new ServiceStatus("spark-master", "spark", service, "", 1, 0)));
        ClusterStatus status = new ClusterStatus(
                Demo.IDENTITY.workspace(), Demo.IDENTITY.cluster(), Optional.empty(), ClusterStatus.Phase.READY, "",
                Instant.EPOCH, List.of(head), List.of(), Map.of(), List.of(), List.of());
        return new HeadHealth(state).examine(status, Optional.of(Duration.ofSeconds(passSeconds)), trouble);
    }

    private static List<String> unhealthy(HealthReport report) {
        return report.findings().stream()
                .filter(finding -> !finding.healthy())
                .map(finding -> finding.component() + " " + finding.subject() + ": " + finding.detail())
                .toList();
    }

    @Test
    void isHealthyIfEveryPartIs() {
        HealthReport report = examine(NodeState.READY, "", ServiceState.HEALTHY, 1, "");

        assertThat(report.isHealthy()).isTrue();
        assertThat(report.findings()).extracting(Finding::component)
                .containsExactly("state", "state", "controller", "node", "spark");
    }

    @Test
    void namesEveryPartThatIsNot() {
        state.reachable(false);

        assertThat(unhealthy(examine(NodeState.SUSPECT, "silent for 12 s", ServiceState.BACKING_OFF, 11, "")))
                .hasSize(5)
                .anyMatch(line -> line.startsWith("state primary: "))
                .anyMatch(line -> line.startsWith("state shards: "))
                .contains("controller cluster controller: looked at the cluster 11 s ago")
                .contains("node demo-head: suspect: silent for 12 s")
                .contains("spark demo-head/spark-master: backing off");
    }

    @Test
    void callsAControllerThatChangesNothingUnhealthy() {
        assertThat(unhealthy(examine(NodeState.READY, "", ServiceState.HEALTHY, 1, "the provider does not answer")))
                .containsExactly("controller cluster controller: changes nothing for now: the provider does not answer");
    }

    @Test
    void takesWhatWasStoppedByHandForHealthy() {
        assertThat(examine(NodeState.READY, "", ServiceState.STOPPED, 1, "").isHealthy()).isTrue();
    }

    @Test
    void isAskedForOneComponentOrOnePart() {
        HealthReport report = examine(NodeState.READY, "", ServiceState.FAILED, 1, "");

        assertThat(report.of("spark").isHealthy()).isFalse();
        assertThat(report.of("demo-head/spark-master").findings()).hasSize(1);
        assertThat(report.of("state").isHealthy()).isTrue();
    }
}
