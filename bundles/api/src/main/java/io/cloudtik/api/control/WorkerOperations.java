package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeTypeName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** How many workers a cluster has. Calls block and need the cluster's head. */
@ProviderType
public interface WorkerOperations {

    /**
     * What a request comes to.
     *
     * @param before how many workers of the type were wanted
     * @param after how many are wanted from now on
     * @param reason why so many, in words
     */
    record Scaling(NodeTypeName type, int before, int after, String reason) {

        public Scaling {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Makes the cluster larger or smaller and returns at once. The wish is kept in the cluster's state, so that it outlives
     * the controller; it holds until the next request, or until the file says another {@code min_workers}.
     *
     * @throws io.cloudtik.api.problem.PlatformException INVALID if it is above {@code max_workers} or below
     *     {@code min_workers}; names the limit
     */
    Scaling scale(Path file, ScaleRequest request);

    /** What {@link #scale} would do. */
    Scaling planScale(Path file, ScaleRequest request);

    /**
     * Waits until the head and enough workers are ready.
     *
     * @param workers how many; empty for as many as are wanted
     * @throws io.cloudtik.api.problem.PlatformException UNAVAILABLE if it takes longer; says what is missing
     */
    ClusterStatus awaitReady(Path file, Optional<Integer> workers, Duration timeout, Progress progress);
}
