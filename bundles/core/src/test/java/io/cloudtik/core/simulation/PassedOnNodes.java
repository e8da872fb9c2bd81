package io.cloudtik.core.simulation;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.Offering;
import java.util.List;
import java.util.Set;

/** Passes every call on; a mutation changes some of them. */
class PassedOnNodes implements NodeProvider {

    private final NodeProvider real;

    PassedOnNodes(NodeProvider real) {
        this.real = real;
    }

    @Override
    public List<Offering> offerings(NodeTypeSpec type) {
        return real.offerings(type);
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        return real.launch(request);
    }

    @Override
    public NodeListing list() {
        return real.list();
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        real.terminate(nodeIds);
    }

    @Override
    public NodeAccess access(CloudNode node) {
        return real.access(node);
    }

    @Override
    public List<String> notices() {
        return real.notices();
    }

    @Override
    public void close() {
        real.close();
    }
}
