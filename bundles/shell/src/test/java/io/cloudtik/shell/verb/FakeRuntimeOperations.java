package io.cloudtik.shell.verb;

import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.control.RuntimeOperations;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One service, which is always stopped. */
final class FakeRuntimeOperations implements RuntimeOperations {

    private final List<String> calls;

    FakeRuntimeOperations(List<String> calls) {
        this.calls = calls;
    }

    private static List<RuntimeService> stopped() {
        return List.of(new RuntimeService(
                new NodeId("demo-worker-1"),
                new ServiceStatus("spark-worker", "spark", ServiceState.STOPPED, "stopped by hand", 0, 0)));
    }

    @Override
    public List<RuntimeService> services(Path file, List<String> runtimes, NodeSelection nodes) {
        calls.add("services " + file + " " + runtimes + " " + nodes.extent());
        return stopped();
    }

    @Override
    public List<PlannedAction> plan(Path file, Wish wish, List<String> runtimes, NodeSelection nodes) {
        calls.add("plan " + wish + " " + file);
        return List.of(new PlannedAction("stop", "demo-worker-1/spark-worker", "it is HEALTHY, and somebody asks for it"));
    }

    @Override
    public List<RuntimeService> wish(
            Path file, Wish wish, List<String> runtimes, NodeSelection nodes, Duration timeout, Progress progress) {
        calls.add(wish + " " + file + " " + runtimes + " " + nodes.extent() + " " + timeout);
        return stopped();
    }
}
