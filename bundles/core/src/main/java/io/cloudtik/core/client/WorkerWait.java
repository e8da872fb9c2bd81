package io.cloudtik.core.client;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.control.Wish;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells a head what is wished and watches until it says that it is ready. A head that does not answer for a while, because
 * its container or its state restarts, is asked again.
 */
final class WorkerWait implements AutoCloseable {

    private static final Duration DELAY = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Supplier<HeadConnection> reconnect;
    private final Time time;
    private final Progress progress;
    private final Runnable whenHeadServes;
    private boolean headServes;
    private boolean headIsStarted;
    private final Map<NodeId, NodeState> shown = new HashMap<>();
    private Optional<HeadConnection> connection;

    /** @param whenHeadServes is run once, when all services of the head run */
    WorkerWait(
            HeadConnection connection,
            Supplier<HeadConnection> reconnect,
            Time time,
            Progress progress,
            Runnable whenHeadServes) {
        this.connection = Optional.of(connection);
        this.reconnect = reconnect;
        this.time = time;
        this.progress = progress;
        this.whenHeadServes = whenHeadServes;
    }

    /** @param end monotonic */
    ClusterStatus await(Wish wish, Duration end) throws InterruptedException {
        Duration lastAnswer = time.monotonic();
        boolean told = false;
        String waitsFor = "";
        while (true) {
            Optional<ClusterStatus> ready = Optional.empty();
            try {
                HeadConnection head = connected();
                if (!told) {
                    head.become(wish);
                    told = true;
                }
                ClusterStatus status = head.status();
                lastAnswer = time.monotonic();
                waitsFor = status.reason();
                status.nodes().forEach(this::show);
                headServes |= status.nodes().stream()
                        .anyMatch(node -> node.kind() == NodeKind.HEAD && node.state() == NodeState.READY);
                ready = Optional.of(status).filter(seen -> seen.phase() == ClusterStatus.Phase.READY);
            } catch (PlatformException e) {
                boolean away = e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.UNKNOWN;
                if (!away || time.monotonic().minus(lastAnswer).compareTo(PATIENCE) > 0) {
                    throw e;
                }
                close();
                waitsFor = e.getMessage();
            }
            startHead();
            if (ready.isPresent()) {
                return ready.get();
            }
            if (time.monotonic().compareTo(end) > 0) {
                throw new PlatformException(Kind.UNAVAILABLE, "the cluster was not ready in time: " + waitsFor)
                        .withRemedy("cloudtik status <cluster.yaml> shows what it waits for; cloudtik start <cluster.yaml> goes on waiting");
            }
            time.await(DELAY);
        }
    }

    private void startHead() {
        if (headServes && !headIsStarted) {
            headIsStarted = true;
            whenHeadServes.run();
        }
    }

    private HeadConnection connected() {
        if (connection.isEmpty()) {
            connection = Optional.of(reconnect.get());
        }
        return connection.get();
    }

    @Override
    public void close() {
        connection.ifPresent(HeadConnection::close);
        connection = Optional.empty();
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
