package io.cloudtik.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Knows where all metrics of a cluster are told. Registered by core on the head. */
@ProviderType
public interface ScrapeTargets {

    /** The port on which each node tells the platform's own metrics, as in CloudTik's Python edition. */
    int NODE_PORT = 44217;

    /**
     * Those of all nodes that have been set up: the platform's own, and what their runtimes' plans name.
     *
     * @throws io.cloudtik.api.problem.PlatformException UNAVAILABLE as long as the cluster controller starts
     */
    List<ScrapeTarget> targets();
}
