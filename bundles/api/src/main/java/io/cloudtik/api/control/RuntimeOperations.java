package io.cloudtik.api.control;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.ServiceStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Stops and starts what a cluster's runtimes run. A wish is kept in the cluster's state: what was stopped by hand is not
 * started by anything but another wish. Calls block and need the cluster's head; they fail with NOT_FOUND if the cluster has
 * no such runtime or node.
 */
@ProviderType
public interface RuntimeOperations {

    /** What is wished. */
    enum Wish { START, STOP, RESTART }

    /** A service of a runtime, and where it runs. */
    record RuntimeService(NodeId node, ServiceStatus service) {

        public RuntimeService {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(service, "service");
        }
    }

    /** The services of runtimes; of all if none is named. */
    List<RuntimeService> services(Path file, List<String> runtimes, NodeSelection nodes);

    /** What {@link #wish} would do. */
    List<PlannedAction> plan(Path file, Wish wish, List<String> runtimes, NodeSelection nodes);

    /**
     * Keeps a wish and waits until the services are as wished.
     *
     * @param runtimes of all if none is named
     * @throws io.cloudtik.api.problem.PlatformException UNAVAILABLE if it takes longer; the wish is kept all the same
     */
    List<RuntimeService> wish(
            Path file, Wish wish, List<String> runtimes, NodeSelection nodes, Duration timeout, Progress progress);
}
