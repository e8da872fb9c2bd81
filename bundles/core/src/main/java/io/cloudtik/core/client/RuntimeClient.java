package io.cloudtik.core.client;

import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.control.RuntimeOperations;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.RuntimeWish;
import io.cloudtik.core.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** What is wished of a cluster's runtimes, on a person's machine. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class RuntimeClient implements RuntimeOperations {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final ClusterService clusters;
    private final Time time;

    @Activate
    public RuntimeClient(@Reference ClusterService clusters, @Reference Time time) {
        this.clusters = clusters;
        this.time = time;
    }

    @Override
    public List<RuntimeService> services(Path file, List<String> runtimes, NodeSelection nodes) {
        try (ClusterScope scope = clusters.scope(file)) {
            requireRuntimes(scope.spec(), runtimes);
            try (HeadConnection head = scope.connectHead(scope.requireUuid())) {
                return of(head.status(), named(scope.spec(), runtimes), nodes);
            }
        }
    }

    @Override
    public List<PlannedAction> plan(Path file, Wish wish, List<String> runtimes, NodeSelection nodes) {
        return services(file, runtimes, nodes).stream()
                .filter(found -> wish == Wish.RESTART || (wish == Wish.STOP) != (found.service().state() == ServiceState.STOPPED))
                .map(found -> new PlannedAction(
                        wish.name().toLowerCase(Locale.ROOT), found.node() + "/" + found.service().name(),
                        "it is " + found.service().state() + ", and somebody asks for it"))
                .toList();
    }

    @Override
    public List<RuntimeService> wish(
            Path file, Wish wish, List<String> runtimes, NodeSelection nodes, Duration timeout, Progress progress) {
        try (ClusterScope scope = clusters.scope(file)) {
            requireRuntimes(scope.spec(), runtimes);
            List<String> meant = named(scope.spec(), runtimes);
            try (HeadConnection head = scope.connectHead(scope.requireUuid())) {
                List<NodeId> where = nodes.extent() == NodeSelection.Extent.ALL
                        ? List.of()
                        : selected(head.status(), nodes).stream().map(NodeStatus::id).toList();
                Set<Long> before = of(head.status(), meant, nodes).stream()
                        .map(found -> found.service().pid())
                        .collect(Collectors.toSet());
                head.post(ControlPlane.RUNTIME_WISH, new RuntimeWish(wish, meant, where), Map.class);
                progress.step("", "the cluster keeps the wish: " + wish.name().toLowerCase(Locale.ROOT) + " "
                        + String.join(", ", meant));
                return await(head, meant, nodes, found -> isAs(wish, found.service(), before), timeout, progress);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "waiting was interrupted; the wish is kept", e)
                    .withRemedy("cloudtik runtime status <cluster.yaml> shows what came of it");
        }
    }

    /** @param before the processes there were; one that is started again is another one */
    private static boolean isAs(Wish wish, ServiceStatus service, Set<Long> before) {
        return switch (wish) {
            case STOP -> service.state() == ServiceState.STOPPED;
            case START -> service.isHealthy();
            case RESTART -> service.isHealthy() && !before.contains(service.pid());
        };
    }

    private List<RuntimeService> await(
            HeadConnection head,
            List<String> runtimes,
            NodeSelection nodes,
            Predicate<RuntimeService> isDone,
            Duration timeout,
            Progress progress)
            throws InterruptedException {
        Duration end = time.monotonic().plus(timeout);
        while (true) {
            List<RuntimeService> services = of(head.status(), runtimes, nodes);
            String others = services.stream()
                    .filter(isDone.negate())
                    .map(found -> found.node() + "/" + found.service().name() + " is " + found.service().state())
                    .collect(Collectors.joining(", "));
            if (others.isEmpty()) {
                return services;
            }
            progress.activity("", others);
            if (time.monotonic().compareTo(end) > 0) {
                throw new PlatformException(Kind.UNAVAILABLE, "not as wished after " + timeout.toSeconds() + " s: " + others)
                        .withRemedy("the wish is kept; cloudtik runtime status <cluster.yaml> shows what comes of it");
            }
            time.await(BETWEEN_LOOKS);
        }
    }

    private static List<RuntimeService> of(ClusterStatus status, List<String> runtimes, NodeSelection nodes) {
        return selected(status, nodes).stream()
                .flatMap(node -> node.services().stream()
                        .filter(service -> runtimes.contains(service.runtime()))
                        .map(service -> new RuntimeService(node.id(), service)))
                .toList();
    }

    private static List<NodeStatus> selected(ClusterStatus status, NodeSelection nodes) {
        List<NodeStatus> selected = status.nodes().stream().filter(node -> switch (nodes.extent()) {
            case HEAD -> node.kind() == NodeKind.HEAD;
            case NODE -> node.id().value().equals(nodes.name());
            case ADDRESS -> node.address().equals(nodes.name());
            case WORKERS -> node.kind() == NodeKind.WORKER;
            case ALL -> true;
        }).toList();
        if (selected.isEmpty()) {
            throw new PlatformException(Kind.NOT_FOUND, "cluster '" + status.cluster() + "' has no node '" + nodes.name() + "'")
                    .withRemedy("cloudtik status <cluster.yaml> shows its nodes");
        }
        return selected;
    }

    private static List<String> named(ClusterSpec spec, List<String> runtimes) {
        return runtimes.isEmpty() ? spec.runtimes().stream().map(RuntimeSpec::name).toList() : runtimes;
    }

    private static void requireRuntimes(ClusterSpec spec, List<String> runtimes) {
        List<String> known = spec.runtimes().stream().map(RuntimeSpec::name).toList();
        runtimes.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new PlatformException(
                    Kind.NOT_FOUND, "cluster '" + spec.name() + "' has no runtime '" + name + "'; it has: " + known);
        });
    }
}
