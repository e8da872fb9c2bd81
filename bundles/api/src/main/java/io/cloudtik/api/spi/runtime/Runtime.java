package io.cloudtik.api.spi.runtime;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.problem.Problems;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that is installed and run on a cluster's nodes. It answers with data and executes nothing, so dry run, hashing
 * and tests are free. One service a bundle, with the property {@code name} equal to {@code describe().name()}.
 *
 * <p>All methods are pure: no I/O, no clock, the same answer for the same question. Called by core on any thread.
 */
@ConsumerType
public interface Runtime {

    RuntimeDescription describe();

    /** What is wrong with the runtime's block beyond what its schema says, or with the cluster for it. Called once a load. */
    default Problems validate(ClusterSpec spec) {
        return Problems.none();
    }

    /** What one node gets. Called by the head for each node whenever something it depends on changed. */
    NodePlan node(NodeContext context);

    /** Where people find it once its services run. Called once a load; a name is told once, for one kind of node. */
    default List<Endpoint> endpoints(ClusterSpec spec) {
        return List.of();
    }

    /** How jobs are run on it, if it runs jobs. */
    default Optional<JobSupport> jobs() {
        return Optional.empty();
    }
}
