package io.cloudtik.core.head;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.cluster.NodeSetup;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.ProbeAnswer;
import io.cloudtik.core.stage.SetUpMark;
import java.util.function.Consumer;

/** Nodes that are changed only by a controller that still is the cluster's. */
final class FencedNodeSetup implements NodeSetup {

    private final NodeSetup setup;
    private final Reign reign;

    FencedNodeSetup(NodeSetup setup, Reign reign) {
        this.setup = setup;
        this.reign = reign;
    }

    @Override
    public SetUpMark setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        reign.confirm();
        return setup.setUp(slot, machine, activity);
    }

    @Override
    public SetUpMark renew(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        reign.confirm();
        return setup.renew(slot, machine, activity);
    }

    @Override
    public void start(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        reign.confirm();
        setup.start(slot, machine, activity);
    }

    @Override
    public void stop(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        reign.confirm();
        setup.stop(slot, machine, activity);
    }

    @Override
    public ProbeAnswer probe(NodeSlot slot, CloudNode machine) {
        return setup.probe(slot, machine);
    }
}
