package io.cloudtik.core.metrics;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.cluster.NodeSetup;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.ProbeAnswer;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

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
    public SetUpMark setUp(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        return measured(slot, () -> setup.setUp(slot, machine, activity));
    }

    @Override
    public SetUpMark renew(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        return measured(slot, () -> setup.renew(slot, machine, activity));
    }

    private SetUpMark measured(NodeSlot slot, Supplier<SetUpMark> work) {
        Duration begun = time.monotonic();
        SetUpMark mark;
        try {
            mark = work.get();
        } catch (RuntimeException e) {
            meters.setUpFailed(slot);
            throw e;
        }
        meters.wasSetUp(slot, time.monotonic().minus(begun));
        return mark;
    }

    @Override
    public void start(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        setup.start(slot, machine, activity);
    }

    @Override
    public void stop(NodeSlot slot, CloudNode machine, Consumer<String> activity) {
        setup.stop(slot, machine, activity);
    }

    @Override
    public ProbeAnswer probe(NodeSlot slot, CloudNode machine) {
        return setup.probe(slot, machine);
    }
}
