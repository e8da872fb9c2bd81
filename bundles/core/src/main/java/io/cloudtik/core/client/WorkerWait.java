package io.cloudtik.core.client;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Watches a cluster come up, telling what changes, until its head says that it is ready. */
final class WorkerWait {

    private static final Duration DELAY = Duration.ofMillis(300);

    private final HeadConnection head;
    private final Time time;
    private final Progress progress;
    private final Map<NodeId, NodeState> shown = new HashMap<>();

    WorkerWait(HeadConnection head, Time time, Progress progress) {
        this.head = head;
        this.time = time;
        this.progress = progress;
    }

    /** @param end monotonic */
    ClusterStatus await(Duration end) throws InterruptedException {
        while (true) {
            ClusterStatus status = head.status();
            status.nodes().forEach(this::show);
            if (status.phase() == ClusterStatus.Phase.READY) {
                return status;
            }
            if (time.monotonic().compareTo(end) > 0) {
                throw new PlatformException(Kind.UNAVAILABLE, "the cluster was not ready in time: " + status.reason())
                        .withRemedy("cloudtik status <cluster.yaml> shows what it waits for; cloudtik up goes on waiting");
            }
            time.await(DELAY);
        }
    }

    private void show(NodeStatus node) {
        NodeState before = shown.put(node.id(), node.state());
        if (node.state() == NodeState.READY) {
            progress.activity(node.id().value(), "");
            if (before != NodeState.READY) {
                progress.step(node.id().value(), "ready at " + node.address());
            }
            return;
        }
        String doing = node.activity().isEmpty() ? node.reason() : node.activity();
        progress.activity(node.id().value(),
                node.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (doing.isEmpty() ? "" : ": " + doing));
    }
}
