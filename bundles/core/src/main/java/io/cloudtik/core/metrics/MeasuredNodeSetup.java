package io.cloudtik.core.metrics;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.cluster.NodeSetup;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.ProbeAnswer;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.function.Consumer;

/** A set-up that is timed and counted. */
final class MeasuredNodeSetup implements NodeSetup {

    private final NodeSetup setup;
    private final ActionMeters meters;
    private final Time time;

    MeasuredNodeSetup(NodeSetup setup, ActionMeters meters, Time time) {
        this.setup = setup;
        this.meters = meters;
        this.time = time;
    }

    @Override
    public void setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        Duration begun = time.monotonic();
        try {
            setup.setUp(slot, machine, activity);
        } catch (RuntimeException e) {
            meters.setUpFailed(slot);
            throw e;
        }
        meters.wasSetUp(slot, time.monotonic().minus(begun));
    }

    @Override
    public ProbeAnswer probe(NodeSlot slot, CloudNode machine) {
        return setup.probe(slot, machine);
    }
}
