package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.runtime.Endpoint;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.WorkerGroup;
import io.cloudtik.core.registry.Lease;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Asks all runtimes of a cluster what a node gets. */
public final class RuntimePlans {

    /** A node as runtimes are told about it. */
    public record Node(
            NodeId id, NodeKind kind, NodeTypeName type, Resources resources, String address, String headAddress) {}

    /** All that a node's plan follows from. */
    private record Inputs(
            ClusterSpec spec, Node node, List<WorkerGroup> workers, Optional<URI> storage, long changesOfRuntimes) {}

    private final Runtimes runtimes;
    private final Providers providers;
    private final DerivedSecrets secrets;
    private final Function<NodeTypeName, Optional<Resources>> measured;

    /**
     * @param secrets of the cluster
     * @param measured what a worker of a type found that it has, for types of which the user does not say it
     */
    public RuntimePlans(
            Runtimes runtimes,
            Providers providers,
            DerivedSecrets secrets,
            Function<NodeTypeName, Optional<Resources>> measured) {
        this.runtimes = runtimes;
        this.providers = providers;
        this.secrets = secrets;
        this.measured = measured;
    }

    /** Equal to what it answered earlier as long as the node's plan is the same. */
    public Object inputs(ClusterSpec spec, Node node) {
        return new Inputs(
                spec, node, spec.workerTypes().stream().map(this::group).toList(), storage(spec), runtimes.changes());
    }

    /** The plans of all runtimes, in their order, as one, with the user's environment beneath what runtimes set. */
    public NodePlan of(ClusterSpec spec, Node node) {
        NodePlan plan = NodePlan.EMPTY;
        for (RuntimeSpec runtime : spec.runtimes(node.type())) {
            NodeContext context = context(spec, node, runtime);
            plan = plan.and(runtimes.with(runtime.name(), service -> service.node(context)));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        spec.environment(node.type()).forEach((name, text) -> environment.put(name, NodePlan.literal(text)));
        return plan.withEnvironmentBeneath(environment);
    }

    /** The context in which one runtime is asked about a node. */
    public NodeContext context(ClusterSpec spec, Node node, RuntimeSpec runtime) {
        return new NodeContext(
                spec.workspace(),
                spec.name(),
                node.id(),
                node.kind(),
                node.type(),
                node.resources(),
                node.address(),
                node.headAddress(),
                runtime.settings(),
                spec.workerTypes().stream().map(this::group).toList(),
                storage(spec),
                secrets.of("runtime " + runtime.name()));
    }

    /** Where people find the runtimes on such a node, by name. */
    public Map<String, String> endpoints(ClusterSpec spec, Node node) {
        Map<String, String> found = new LinkedHashMap<>();
        for (RuntimeSpec runtime : spec.runtimes(node.type())) {
            List<Endpoint> endpoints = runtimes.with(runtime.name(), service -> service.endpoints(spec));
            endpoints.stream()
                    .filter(endpoint -> endpoint.node() == node.kind())
                    .forEach(endpoint -> found.put(endpoint.name(), endpoint.at(node.address()).toString()));
        }
        return found;
    }

    private WorkerGroup group(NodeTypeSpec type) {
        return new WorkerGroup(
                type.name(), type.resources().or(() -> measured.apply(type.name())), type.minWorkers());
    }

    private Optional<URI> storage(ClusterSpec spec) {
        try (Lease<CloudProvider> provider = providers.lease(spec.provider())) {
            return provider.service().storage(spec);
        }
    }
}
