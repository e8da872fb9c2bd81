package io.cloudtik.core.cluster;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.stage.SetUpMark;
import java.util.function.Consumer;

/** What is done to a running machine to make it a node, and how it is asked whether it still is one. */
public interface NodeSetup {

    /**
     * Puts the platform on the machine and starts its container; every step asks first whether it is done.
     *
     * @param activity hears what is being done, in words
     * @return with what it was set up
     */
    SetUpMark setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity);

    /** Brings a node that works to what is wished now; its container and its services go on. */
    SetUpMark renew(NodeSlot slot, CloudNode machine, Consumer<String> activity);

    /** Runs those of the user's start commands that did not run yet. */
    void start(NodeSlot slot, CloudNode machine, Consumer<String> activity);

    /** Runs the user's stop commands, within a minute. */
    void stop(NodeSlot slot, CloudNode machine, Consumer<String> activity);

    /** The second path to a silent node. */
    ProbeAnswer probe(NodeSlot slot, CloudNode machine);
}
