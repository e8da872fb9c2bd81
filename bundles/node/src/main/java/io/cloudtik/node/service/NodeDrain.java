package io.cloudtik.node.service;

import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.node.system.NamedThreads;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains the services of this node once, one after the other, on a thread of its own. All are asked, also if one fails: what
 * can be given away is. Thread-safe.
 */
public final class NodeDrain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeDrain.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Supervisor supervisor;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(new NamedThreads("node-drain"));
    private Optional<DrainStatus> status = Optional.empty();
    private Optional<ServiceDrain> current = Optional.empty();

    public NodeDrain(Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    /** Does nothing if it was begun before: a node that drains ends. */
    public synchronized void begin(List<DrainableService> services) {
        if (status.isEmpty()) {
            status = Optional.of(new DrainStatus(DrainStatus.State.DRAINING, ""));
            thread.execute(() -> run(services));
        }
    }

    /** Empty before it was begun. */
    public synchronized Optional<DrainStatus> status() {
        return current.map(drain -> new DrainStatus(DrainStatus.State.DRAINING, drain.activity())).or(() -> status);
    }

    /** Breaks it off; the next container begins it anew. */
    @Override
    public void close() {
        thread.shutdownNow();
        NamedThreads.join(thread, LONGEST_END);
    }

    private void run(List<DrainableService> services) {
        String failure = "";
        try {
            for (DrainableService service : services) {
                ServiceDrain drain = new ServiceDrain(service, supervisor);
                now(Optional.of(drain));
                String outcome = drain.run();
                failure = failure.isEmpty() ? outcome : failure;
            }
            end(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Otherwise the node would say that it drains until its head's patience ends.
            LOG.error("the drain broke off", e);
            end("a defect: " + e);
        } finally {
            now(Optional.empty());
        }
    }

    private synchronized void now(Optional<ServiceDrain> drain) {
        current = drain;
    }

    private synchronized void end(String failure) {
        current = Optional.empty();
        status = Optional.of(new DrainStatus(
                failure.isEmpty() ? DrainStatus.State.DRAINED : DrainStatus.State.FAILED, failure));
    }
}
