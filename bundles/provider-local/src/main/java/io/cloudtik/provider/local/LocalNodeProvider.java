package io.cloudtik.provider.local;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudNode.State;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.provider.local.client.LocalHostClient;
import io.cloudtik.provider.local.folder.NodeOrder;
import io.cloudtik.provider.local.folder.NodeRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes of one cluster, asked from the host process. */
final class LocalNodeProvider implements NodeProvider {

    private final LocalHostClient host;
    private final WorkspaceName workspace;
    private final ClusterName cluster;
    private final Path cache;

    /** @param cache the folder for downloads that all nodes of the machine share */
    LocalNodeProvider(LocalHostClient host, WorkspaceName workspace, ClusterName cluster, Path cache) {
        this.host = host;
        this.workspace = workspace;
        this.cluster = cluster;
        this.cache = cache;
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        return node(host.launch(new NodeOrder(
                request.token(),
                request.name(),
                workspace.value(),
                request.tags(),
                request.authorizedKeys(),
                new LocalNodeConfig(request.nodeConfig()).limits(request.resources()),
                Map.of("CLOUDTIK_CACHE", cache.toString()))));
    }

    @Override
    public NodeListing list() {
        List<CloudNode> nodes = host.list().stream()
                .filter(this::isOfThisCluster)
                .map(LocalNodeProvider::node)
                .toList();
        return new NodeListing(nodes, true);
    }

    private boolean isOfThisCluster(NodeRecord record) {
        Map<String, String> tags = record.order().tags();
        return workspace.value().equals(tags.get(NodeTags.WORKSPACE)) && cluster.value().equals(tags.get(NodeTags.CLUSTER));
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        if (!nodeIds.isEmpty()) {
            host.terminate(nodeIds);
        }
    }

    /** Asks the host process rather than the disk: that makes sure that there is one, and with it the node's SSH server. */
    @Override
    public NodeAccess access(CloudNode node) {
        NodeRecord record = host.list().stream()
                .filter(candidate -> candidate.id().equals(node.id()))
                .findFirst()
                .orElseThrow(() -> new PlatformException(Kind.NOT_FOUND, "node '" + node.id() + "' does not exist"));
        if (record.state() != NodeRecord.State.RUNNING) {
            throw new PlatformException(Kind.UNAVAILABLE, "node '" + node.id() + "' is " + record.state() + ", not RUNNING");
        }
        return new NodeAccess(record.address(), record.port(), System.getProperty("user.name"),
                Optional.of(record.hostKey()), Optional.empty());
    }

    @Override
    public List<String> notices() {
        return host.takeNotices();
    }

    static CloudNode node(NodeRecord record) {
        State state = switch (record.state()) {
            case RUNNING -> State.RUNNING;
            case TERMINATING -> State.STOPPING;
            case TERMINATED -> State.TERMINATED;
        };
        return new CloudNode(record.id(), state, record.address(), record.order().tags(), record.launchedAt(), record.reason());
    }

    @Override
    public void close() {
        // The host process is shared by all and lives as long as there are nodes.
    }
}
