package io.cloudtik.core.cluster;

import io.cloudtik.api.spi.provider.CloudNode;
import java.util.function.Consumer;

/** What is done to a running machine to make it a node, and how it is asked whether it still is one. */
public interface NodeSetup {

    /**
     * Puts the platform on the machine and starts its container; every step asks first whether it is done.
     *
     * @param activity hears what is being done, in words
     */
    void setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity);

    /** The second path to a silent node. */
    ProbeAnswer probe(NodeSlot slot, CloudNode machine);
}
