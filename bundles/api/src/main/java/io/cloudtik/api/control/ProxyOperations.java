package io.cloudtik.api.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** A SOCKS proxy of this machine through which a cluster's network is seen as its head sees it; at most one a cluster. */
@ProviderType
public interface ProxyOperations {

    /** One that runs, in a process of its own. */
    record RunningProxy(String address, int port, long pid, Instant since) {}

    /**
     * Starts one in the background and returns once it serves; one that runs already is answered as it is.
     *
     * @param bindAddress an address of this machine; 127.0.0.1 if empty
     * @param port the first free one from 6000 if empty
     */
    RunningProxy start(Path file, Optional<String> bindAddress, OptionalInt port);

    /**
     * Serves in this process and through every loss of the connection, also while the head is replaced, until the thread is
     * interrupted or the cluster is taken down.
     *
     * @param ready called once it serves, and again after each loss
     * @param progress hears of losses
     * @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if the cluster is not up, CONFLICT if the port is taken,
     *     UNAVAILABLE if the head stays away for half an hour
     */
    void serve(Path file, Optional<String> bindAddress, OptionalInt port, Consumer<RunningProxy> ready, Progress progress)
            throws InterruptedException;

    Optional<RunningProxy> find(Path file);

    /** Ends it; false if there was none. */
    boolean stop(Path file);
}
