package io.cloudtik.core.simulation;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeListing;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.Offering;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The cloud as a controller meets it: judged, told of, and a place to die. */
final class WatchedNodeProvider implements NodeProvider {

    private final NodeProvider real;
    private final Oracle oracle;
    private final History history;
    private final Seam seam;

    WatchedNodeProvider(NodeProvider real, Oracle oracle, History history, Seam seam) {
        this.real = real;
        this.oracle = oracle;
        this.history = history;
        this.seam = seam;
    }

    @Override
    public List<Offering> offerings(NodeTypeSpec type) {
        return real.offerings(type);
    }

    @Override
    public CloudNode launch(LaunchRequest request) {
        CloudNode node = call("launch " + request.name(), () -> real.launch(request));
        oracle.launched(node);
        return node;
    }

    @Override
    public NodeListing list() {
        return call("list", real::list);
    }

    @Override
    public void terminate(Set<String> nodeIds) {
        oracle.ending(nodeIds);
        call("end " + nodeIds, () -> {
            real.terminate(nodeIds);
            return nodeIds;
        });
    }

    @Override
    public NodeAccess access(CloudNode node) {
        return call("access " + node.id(), () -> real.access(node));
    }

    private <R> R call(String what, Supplier<R> action) {
        seam.pass("before " + what);
        R answer;
        try {
            answer = action.get();
        } catch (PlatformException e) {
            history.tell("cloud", () -> what + " failed: " + e.kind() + ": " + e.getMessage());
            seam.pass("after " + what);
            throw e;
        }
        if (!what.equals("list")) {
            history.tell("cloud", () -> what);
        }
        seam.pass("after " + what);
        return answer;
    }

    @Override
    public void close() {
        real.close();
    }
}
