package io.cloudtik.core.client;

import io.cloudtik.api.control.ClusterOverview;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.Resources;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the workers of a cluster are and have, all together and by type. Pure. */
final class WorkerOverview {

    private final List<NodeTypeSpec> types;
    private final Map<String, Integer> wanted;
    private final List<NodeStatus> workers;

    /**
     * @param types of workers, as the file has them
     * @param wanted by type, as the head wants them; what is missing there is wanted as the file says
     * @param nodes all nodes, as they are
     */
    WorkerOverview(List<NodeTypeSpec> types, Map<String, Integer> wanted, List<NodeStatus> nodes) {
        this.types = types;
        this.wanted = wanted;
        this.workers = nodes.stream()
                .filter(node -> node.kind() == NodeKind.WORKER && node.state() != NodeState.TERMINATING)
                .toList();
    }

    ClusterOverview.Workers summary() {
        List<Resources> resources = resources(workers);
        return new ClusterOverview.Workers(
                types.stream().mapToInt(this::wanted).sum(),
                workers.size(),
                ready(workers),
                resources.stream().mapToInt(Resources::cpus).sum(),
                resources.stream().mapToInt(Resources::gpus).sum(),
                new DataSize(resources.stream().mapToLong(each -> each.memory().bytes()).sum()),
                new ClusterOverview.Each(
                        resources.stream().mapToInt(Resources::cpus).min().orElse(0),
                        resources.stream().mapToInt(Resources::gpus).min().orElse(0),
                        resources.stream().map(Resources::memory).min(Comparator.naturalOrder()).orElse(new DataSize(0))),
                types.stream().map(this::ofType).toList());
    }

    private int wanted(NodeTypeSpec type) {
        return wanted.getOrDefault(type.name().value(), type.minWorkers());
    }

    private ClusterOverview.WorkerType ofType(NodeTypeSpec type) {
        List<NodeStatus> ofType = workers.stream().filter(node -> node.type().equals(type.name())).toList();
        return new ClusterOverview.WorkerType(
                type.name(), type.minWorkers(), type.maxWorkers(), wanted(type), ofType.size(), ready(ofType),
                resources(ofType).stream()
                        .min(Comparator.comparing(Resources::cpus).thenComparing(Resources::memory))
                        .or(type::resources));
    }

    private static List<Resources> resources(List<NodeStatus> workers) {
        return workers.stream().flatMap(node -> node.resources().stream()).toList();
    }

    private static int ready(List<NodeStatus> workers) {
        return (int) workers.stream().filter(node -> node.state() == NodeState.READY).count();
    }
}
