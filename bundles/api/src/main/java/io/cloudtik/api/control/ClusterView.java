package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.problem.Secret;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A cluster as its head sees it. Registered by core on the head, for whatever shows it there; clients ask
 * {@link ClusterOperations}. Thread-safe; fails with UNAVAILABLE as long as the cluster controller starts.
 */
@ProviderType
public interface ClusterView {

    /** What {@link ClusterOperations#status} answers to a client at the same moment. */
    ClusterStatus status();

    /** Whether this is the cluster's control token: who has it may see what a client sees. */
    boolean admits(Secret token);

    /** The latest events, newest last; at most 500 are kept. */
    List<ClusterEvent> events(int most);
}
