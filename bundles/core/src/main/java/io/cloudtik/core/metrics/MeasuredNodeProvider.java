package io.cloudtik.core.metrics;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.Offering;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A provider whose launches are timed and counted, and its terminations. */
final class MeasuredNodeProvider implements NodeProvider {

    private final NodeProvider provider;
    private final ActionMeters meters;
    private final Time time;

    MeasuredNodeProvider(NodeProvider provider, ActionMeters meters, Time time) {
        this.provider = provider;
        this.meters = meters;
        this.time = time;
    }

    @Override
    public List<Offering> offerings(NodeTypeSpec type) {
        return provider.offerings(type);
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        Duration begun = time.monotonic();
        try {
            CloudNode node = provider.launch(request);
            meters.launched(time.monotonic().minus(begun));
            return node;
        } catch (PlatformException e) {
            meters.launchFailed(request.nodeType(), e.kind() == Kind.INTERNAL);
            throw e;
        } catch (RuntimeException e) {
            meters.launchFailed(request.nodeType(), true);
            throw e;
        }
    }

    @Override
    public NodeListing list() {
        return provider.list();
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        provider.terminate(nodeIds);
        meters.terminated(nodeIds);
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
