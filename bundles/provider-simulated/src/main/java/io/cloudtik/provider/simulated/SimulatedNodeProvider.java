package io.cloudtik.provider.simulated;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.api.spi.provider.Offering.Market;
import io.cloudtik.provider.simulated.cloud.Api;
import io.cloudtik.provider.simulated.cloud.Placement;
import io.cloudtik.provider.simulated.cloud.SimulatedCloud;
import io.cloudtik.provider.simulated.cloud.Weather;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The simulated machines of one cluster, over an API that fails as the weather has it. */
public final class SimulatedNodeProvider implements NodeProvider {

    /** Nothing listens there: whoever takes the simulation for real is refused at once. */
    private static final int PORT = 1;

    private final SimulatedCloud cloud;
    private final WorkspaceName workspace;
    private final ClusterName cluster;
    private final Supplier<Weather> weather;
    private final Api api;

    public SimulatedNodeProvider(
            SimulatedCloud cloud, WorkspaceName workspace, ClusterName cluster, Supplier<Weather> weather) {
        this.cloud = cloud;
        this.workspace = workspace;
        this.cluster = cluster;
        this.weather = weather;
        this.api = cloud.api(weather);
    }

    @Override
    public List<Offering> offerings(NodeTypeSpec type) {
        return Placement.of(type.nodeConfig()).offerings(cloud.catalog()).stream()
                .map(found -> new Offering(found.type(), found.zone(), found.spot() ? Market.SPOT : Market.ON_DEMAND))
                .toList();
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        return api.call("launch '" + request.name() + "'", () -> cloud.launch(request, weather.get()));
    }

    @Override
    public NodeListing list() {
        return api.call("list the machines of cluster '" + cluster + "'", () -> cloud.list(this::isOfThisCluster, weather.get()));
    }

    private boolean isOfThisCluster(Map<String, String> tags) {
        return workspace.value().equals(tags.get(NodeTags.WORKSPACE)) && cluster.value().equals(tags.get(NodeTags.CLUSTER));
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        if (nodeIds.isEmpty()) {
            return;
        }
        api.call("end " + nodeIds, () -> {
            cloud.terminate(nodeIds, weather.get());
            return nodeIds;
        });
    }

    @Override
    public NodeAccess access(CloudNode node) {
        CloudNode found = api.call("say how '" + node.id() + "' is reached", () -> cloud.find(node.id()))
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND, "there is no simulated machine '" + node.id() + "'"));
        return switch (found.state()) {
            case RUNNING -> new NodeAccess(found.address(), PORT, "simulated", Optional.empty(), Optional.empty());
            case PENDING -> throw new PlatformException(Kind.UNAVAILABLE, "machine '" + node.id() + "' does not run yet");
            case STOPPING, STOPPED, TERMINATED -> throw new PlatformException(
                    Kind.NOT_FOUND, "machine '" + node.id() + "' is " + found.state());
        };
    }

    @Override
    public void close() {
        // The machines outlive any view of them.
    }
}
