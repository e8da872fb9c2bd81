package io.cloudtik.contracts.provider;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.NodeTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The fake cloud's machines as one cluster sees them. */
final class FakeNodeProvider implements NodeProvider {

    private static final String HOST_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private final FakeMachines machines;
    private final WorkspaceName workspace;
    private final ClusterName cluster;

    FakeNodeProvider(FakeMachines machines, WorkspaceName workspace, ClusterName cluster) {
        this.machines = machines;
        this.workspace = workspace;
        this.cluster = cluster;
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        return machines.launch(request);
    }

    @Override
    public NodeListing list() {
        List<CloudNode> own = machines.list().stream().filter(this::isOfThisCluster).toList();
        return new NodeListing(own, machines.isListingComplete());
    }

    private boolean isOfThisCluster(CloudNode node) {
        return workspace.value().equals(node.tags().get(NodeTags.WORKSPACE))
                && cluster.value().equals(node.tags().get(NodeTags.CLUSTER));
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        machines.terminate(nodeIds);
    }

    @Override
    public NodeAccess access(CloudNode node) {
        CloudNode running = machines.running(node.id());
        return new NodeAccess(running.address(), 22, "fake", Optional.of(HOST_KEY), Optional.empty());
    }

    @Override
    public List<String> notices() {
        return machines.takeNotices();
    }

    @Override
    public void close() {
        // The machines outlive any view of them.
    }
}
