package io.cloudtik.benchmarks.micro;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import java.util.List;
import java.util.Set;

/** A provider that always lists the same machines and does nothing else: what it costs must not be measured. */
record StillProvider(List<CloudNode> machines) implements NodeProvider {

    @Override
    public NodeListing list() {
        return new NodeListing(machines, true);
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        throw new UnsupportedOperationException("a benchmark launches nothing");
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        throw new UnsupportedOperationException("a benchmark terminates nothing");
    }

    @Override
    public NodeAccess access(CloudNode node) {
        throw new UnsupportedOperationException("a benchmark connects to nothing");
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
