package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.core.registry.Lease;
import io.cloudtik.core.registry.Providers;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The nodes of a cluster by whichever version of its provider is current: each call holds a lease for as long as it runs,
 * so a provider can be replaced between any two calls.
 */
public final class CurrentNodeProvider implements NodeProvider {

    private final Providers providers;
    private final ClusterSpec spec;
    private CloudProvider source;
    private NodeProvider nodes;

    public CurrentNodeProvider(Providers providers, ClusterSpec spec) {
        this.providers = providers;
        this.spec = spec;
    }

    @Override
    public List<Offering> offerings(NodeTypeSpec type) {
        return call(current -> current.offerings(type));
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        return call(current -> current.launch(request));
    }

    @Override
    public NodeListing list() {
        return call(NodeProvider::list);
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        call(current -> {
            current.terminate(nodeIds);
            return nodeIds;
        });
    }

    @Override
    public NodeAccess access(CloudNode node) {
        return call(current -> current.access(node));
    }

    @Override
    public List<String> notices() {
        return call(NodeProvider::notices);
    }

    private <R> R call(Function<NodeProvider, R> action) {
        try (Lease<CloudProvider> lease = providers.lease(spec.provider())) {
            return action.apply(of(lease.service()));
        }
    }

    private synchronized NodeProvider of(CloudProvider provider) {
        if (provider != source) {
            close();
            nodes = provider.nodes(spec);
            source = provider;
        }
        return nodes;
    }

    @Override
    public synchronized void close() {
        if (nodes != null) {
            nodes.close();
            nodes = null;
            source = null;
        }
    }
}
