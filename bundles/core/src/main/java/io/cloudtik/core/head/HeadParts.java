package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.util.Optional;

/** What of the head there is to be asked; empty while the controller is starting. */
interface HeadParts {

    Optional<ClusterController> findController();

    Optional<JobService> findJobs();

    /** Why nothing is changed for now; empty if all is well. */
    String trouble();

    /** @throws PlatformException UNAVAILABLE while it is starting */
    default ClusterController controller() {
        return findController().orElseThrow(this::notYet);
    }

    /** @throws PlatformException UNAVAILABLE while it is starting */
    default JobService jobs() {
        return findJobs().orElseThrow(this::notYet);
    }

    /**
     * The one answer to how the cluster does, for clients and for the page.
     *
     * @throws PlatformException UNAVAILABLE while the controller is starting
     */
    default ClusterStatus status() {
        return controller().reports().status(jobs(), trouble());
    }

    private PlatformException notYet() {
        return new PlatformException(Kind.UNAVAILABLE, "the cluster controller is starting: " + trouble());
    }
}
