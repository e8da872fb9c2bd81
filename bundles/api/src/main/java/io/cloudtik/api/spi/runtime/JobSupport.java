package io.cloudtik.api.spi.runtime;

import org.osgi.annotation.versioning.ConsumerType;

/** How a runtime runs jobs. Pure, like the runtime itself. */
@ConsumerType
public interface JobSupport {

    /** Whether this runtime runs such a file. The first runtime of the cluster that does gets it. */
    boolean accepts(JobRequest request);

    /**
     * How the driver is run.
     *
     * @param head the context of the head, on which it runs
     * @throws io.cloudtik.api.problem.PlatformException INVALID, naming what is missing, such as {@code --class}
     */
    JobPlan plan(JobRequest request, NodeContext head);
}
