package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.nio.file.Path;

/** A cluster of which something is asked that there is only while it is up. */
final class PresentCluster {

    private PresentCluster() {}

    /** @throws PlatformException NOT_FOUND if it is not up */
    static ClusterStatus status(ClusterOperations clusters, Path file) {
        ClusterStatus status = clusters.status(file);
        if (status.phase() == ClusterStatus.Phase.ABSENT) {
            throw new PlatformException(
                            Kind.NOT_FOUND, "cluster '" + status.cluster() + "' is not up in workspace '" + status.workspace() + "'")
                    .withRemedy("cloudtik start <cluster.yaml> brings it up");
        }
        return status;
    }
}
