package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.Offering;
import java.util.List;
import java.util.Set;

/** A provider that is left alone for as long as it has asked. */
public final class PatientNodeProvider implements NodeProvider {

    private final NodeProvider provider;
    private final Patience patience;

    public PatientNodeProvider(NodeProvider provider, Patience patience) {
        this.provider = provider;
        this.patience = patience;
    }

    @Override
    public List<Offering> offerings(NodeTypeSpec type) {
        return provider.offerings(type);
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        return patience.call(Patience.Call.LAUNCH, () -> provider.launch(request));
    }

    @Override
    public NodeListing list() {
        return patience.call(Patience.Call.LIST, provider::list);
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        patience.call(Patience.Call.TERMINATE, () -> {
            provider.terminate(nodeIds);
            return nodeIds;
        });
    }

    @Override
    public NodeAccess access(CloudNode node) {
        return patience.call(Patience.Call.ACCESS, () -> provider.access(node));
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
