package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.core.cluster.Sighting;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeWatchTest {

    private static final NodeId WORKER = new NodeId("demo-worker-1");

    private final ManualTime time = new ManualTime();
    private final List<String> events = new ArrayList<>();
    private final NodeWatch watch = new NodeWatch(
            (type, subject, message) -> events.add(type + " " + subject + ": " + message), time);

    @Test
    void tellsNothingOfANodeThatWasReadyWhenItBegan() {
        look(NodeState.READY, "", service(ServiceState.HEALTHY, "", 2));
        look(NodeState.READY, "", service(ServiceState.HEALTHY, "", 2));

        assertThat(events).isEmpty();
    }

    @Test
    void tellsWhenANodeBecomesReadyAndAfterHowLong() {
        look(NodeState.LAUNCHING, "");
        time.advance(Duration.ofSeconds(9));
        look(NodeState.STARTING, "its plan is not applied yet");
        time.advance(Duration.ofSeconds(3));
        look(NodeState.READY, "", service(ServiceState.HEALTHY, "", 0));

        assertThat(events).containsExactly("NODE_READY demo-worker-1: after 12 s; healthy: spark-worker");
    }

    @Test
    void tellsWhyANodeIsReadyNoLongerAndThatItIsAgain() {
        look(NodeState.READY, "");
        look(NodeState.SUSPECT, "silent for 5 s");
        look(NodeState.SUSPECT, "silent for 6 s");
        time.advance(Duration.ofSeconds(7));
        look(NodeState.READY, "");

        assertThat(events).containsExactly(
                "NODE_NOT_READY demo-worker-1: silent for 5 s",
                "NODE_READY demo-worker-1: again, after 7 s; it has no services");
    }

    @Test
    void tellsTheEndOfAServiceAndItsReturn() {
        look(NodeState.READY, "", service(ServiceState.HEALTHY, "", 0));
        look(NodeState.READY, "", service(ServiceState.BACKING_OFF, "exit code 137; starts again after 1 s", 0));
        look(NodeState.READY, "", service(ServiceState.STARTING, "", 1));
        look(NodeState.READY, "", service(ServiceState.HEALTHY, "", 1));

        assertThat(events).containsExactly(
                "SERVICE_BACKING_OFF demo-worker-1/spark-worker: exit code 137; starts again after 1 s",
                "SERVICE_HEALTHY demo-worker-1/spark-worker: again, after 1 restarts in all");
    }

    @Test
    void tellsOfAServiceThatEndedAndCameBackBetweenTwoLooks() {
        look(NodeState.READY, "", service(ServiceState.HEALTHY, "", 0));
        look(NodeState.READY, "", service(ServiceState.HEALTHY, "", 1));

        assertThat(events).containsExactly(
                "SERVICE_RESTARTED demo-worker-1/spark-worker: it ended and was started again, restart 1");
    }

    @Test
    void tellsThatAContainerWasStartedAgain() {
        look("boot-1", NodeState.READY, "");
        look("", NodeState.READY, "");
        look("boot-2", NodeState.READY, "");

        assertThat(events).containsExactly(
                "CONTAINER_RESTARTED demo-worker-1: its container was started again; its services went on");
    }

    @Test
    void tellsThatTheLoopOfAContainerWasStartedAgain() {
        look(Map.of(Heartbeat.KEEP_ALIVE_RESTARTS, 2.0));
        look(Map.of(Heartbeat.KEEP_ALIVE_RESTARTS, 3.0));
        look(Map.of(Heartbeat.KEEP_ALIVE_RESTARTS, 3.0));
        look(Map.of(Heartbeat.KEEP_ALIVE_RESTARTS, 0.0));

        assertThat(events).containsExactly("KEEP_ALIVE_RESTARTED demo-worker-1: "
                + "the loop that starts its container again when it dies had ended and was started again");
    }

    private void look(Map<String, Double> metrics) {
        look("boot-1", NodeState.READY, "", metrics);
    }

    private void look(NodeState state, String reason, ServiceStatus... services) {
        look("boot-1", state, reason, services);
    }

    private void look(String bootId, NodeState state, String reason, ServiceStatus... services) {
        look(bootId, state, reason, Map.of(), services);
    }

    private void look(
            String bootId, NodeState state, String reason, Map<String, Double> metrics, ServiceStatus... services) {
        NodeStatus node = new NodeStatus(
                WORKER, NodeKind.WORKER, Demo.WORKER_TYPE, state, "127.0.0.3", reason, "", Optional.empty(),
                Optional.empty(), List.of(services));
        Heartbeat beat = new Heartbeat(WORKER, bootId, 1, Demo.RESOURCES, "", List.of(), "", Optional.empty(), metrics);
        watch.observe(
                List.of(node),
                bootId.isEmpty() ? Map.of() : Map.of(WORKER, new Sighting(Duration.ZERO, Optional.of(beat))));
    }

    private static ServiceStatus service(ServiceState state, String detail, int restarts) {
        return new ServiceStatus("spark-worker", "spark", state, detail, 1, restarts);
    }
}
