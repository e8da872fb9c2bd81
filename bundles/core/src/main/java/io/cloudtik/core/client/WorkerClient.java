package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.control.WorkerOperations;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** How many workers a cluster has, asked from a person's machine. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class WorkerClient implements WorkerOperations {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ClusterService clusters;
    private final RecordCodec codec;
    private final Time time;

    @Activate
    public WorkerClient(@Reference ClusterService clusters, @Reference RecordCodec codec, @Reference Time time) {
        this.clusters = clusters;
        this.codec = codec;
        this.time = time;
    }

    @Override
    public Scaling scale(Path file, ScaleRequest request) {
        try (ClusterScope scope = clusters.scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.post(path(request), Map.of(), Scaling.class);
        }
    }

    @Override
    public Scaling planScale(Path file, ScaleRequest request) {
        try (ClusterScope scope = clusters.scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.get(path(request), Scaling.class);
        }
    }

    private String path(ScaleRequest request) {
        return ControlPlane.SCALE + "?" + HeadConnection.query("request", codec.encode(request));
    }

    @Override
    public ClusterStatus awaitReady(Path file, Optional<Integer> workers, Duration timeout, Progress progress) {
        Duration end = time.monotonic().plus(timeout);
        try {
            while (true) {
                ClusterStatus status = clusters.status(file);
                Optional<String> missing = missing(status, workers);
                if (missing.isEmpty()) {
                    return status;
                }
                progress.activity("", missing.get());
                if (time.monotonic().compareTo(end) > 0) {
                    throw new PlatformException(Kind.UNAVAILABLE, "cluster '" + status.cluster() + "' is not ready after "
                                    + timeout.toSeconds() + " s: " + missing.get())
                            .withRemedy("cloudtik status <cluster.yaml> shows what it waits for");
                }
                time.await(BETWEEN_LOOKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "waiting was interrupted", e);
        }
    }

    /** What keeps a cluster from being ready; empty if nothing does. */
    static Optional<String> missing(ClusterStatus status, Optional<Integer> workers) {
        if (status.phase() == ClusterStatus.Phase.ABSENT) {
            throw new PlatformException(Kind.NOT_FOUND, "cluster '" + status.cluster() + "' is not up")
                    .withRemedy("cloudtik start <cluster.yaml>");
        }
        long ready = status.nodes().stream()
                .filter(node -> node.kind() == NodeKind.WORKER && node.state() == NodeState.READY)
                .count();
        boolean headReady = status.nodes().stream()
                .anyMatch(node -> node.kind() == NodeKind.HEAD && node.state() == NodeState.READY);
        boolean enough = workers
                .map(wanted -> headReady && ready >= wanted)
                .orElse(status.phase() == ClusterStatus.Phase.READY);
        if (enough) {
            return Optional.empty();
        }
        String counted = workers
                .map(wanted -> ready + " of " + wanted + " workers are ready")
                .orElse(status.reason().isEmpty() ? "it is " + status.phase() : status.reason());
        String others = status.nodes().stream()
                .filter(node -> node.state() != NodeState.READY && node.state() != NodeState.TERMINATING)
                .map(WorkerClient::words)
                .collect(Collectors.joining("; "));
        return Optional.of(counted + (others.isEmpty() || counted.contains(others) ? "" : "; " + others));
    }

    private static String words(NodeStatus node) {
        String doing = node.reason().isEmpty() ? node.activity() : node.reason();
        return node.id() + " is " + node.state() + (doing.isEmpty() ? "" : " (" + doing + ")");
    }
}
