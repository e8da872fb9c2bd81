package io.cloudtik.core.head;

import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.core.metrics.ControllerMeters;
import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.Wish;
import io.cloudtik.core.journal.JournalStore;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.util.Map;
import java.util.Optional;

/** The real cluster controller for tests in other packages, as {@link HeadRole} runs it. */
public final class HeadLife {

    private final ClusterController.Surroundings around;
    private final HeadFiles files;
    private final Runnable again;
    private Optional<ClusterController> controller = Optional.empty();

    public HeadLife(
            Installation installation,
            RecordCodec codec,
            ConfigLoader loader,
            Providers providers,
            Runtimes runtimes,
            ExecutorFactory executors,
            StateBackend backend,
            Time time,
            Scheduler scheduler,
            JournalStore journal,
            Runnable again) {
        this.around = new ClusterController.Surroundings(
                installation, codec, loader, providers, runtimes, executors, backend, time, scheduler,
                new ControllerMeters(time), journal);
        this.files = new HeadFiles(installation, codec);
        this.again = again;
    }

    /** Begins its reign if it has not, then makes a pass. */
    public void pass() {
        if (controller.isEmpty()) {
            controller = Optional.of(ClusterController.start(around, files, again));
        }
        controller.get().pass();
    }

    /** Whether its reign has begun. */
    public boolean reigns() {
        return controller.isPresent();
    }

    /** A user brings the cluster up again as it is, which is also how somebody tells that a hindrance is out of the way. */
    public void startAgain() {
        controller.ifPresent(reigning ->
                reigning.wanted().become(new Wish(reigning.spec().settings(), SecretValues.NONE)));
    }

    /** What a user asks for by hand; false if the controller has not begun. */
    public boolean scale(int workers) {
        controller.ifPresent(reigning -> reigning.wanted().scale(new ScaleRequest(
                Optional.empty(), Optional.of(workers), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(),
                false)));
        return controller.isPresent();
    }
}
