package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.Offering;
import java.util.List;
import java.util.Set;

/** A provider that is asked for a change only by a controller that still is the cluster's. */
final class FencedNodeProvider implements NodeProvider {

    private final NodeProvider provider;
    private final Reign reign;

    FencedNodeProvider(NodeProvider provider, Reign reign) {
        this.provider = provider;
        this.reign = reign;
    }

    @Override
    public List<Offering> offerings(NodeTypeSpec type) {
        return provider.offerings(type);
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        reign.confirm();
        return provider.launch(request);
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        reign.confirm();
        provider.terminate(nodeIds);
    }

    @Override
    public NodeListing list() {
        return provider.list();
    }

    @Override
    public NodeAccess access(CloudNode node) {
        return provider.access(node);
    }

    @Override
    public List<String> notices() {
        return provider.notices();
    }

    @Override
    public void close() {
        provider.close();
    }
}
