package io.cloudtik.api.spi.provider;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** One workspace: the list of its resources, and its store of small values. */
@ConsumerType
public interface WorkspaceProvider {

    /** In an order in which each comes after those it needs. The same list for the same spec. */
    List<WorkspaceResource> resources();

    /**
     * Small values shared by all who use the workspace: leases and the registry of clusters. Usable once the resources
     * exist; before that its calls fail with NOT_FOUND.
     */
    WorkspaceStore store();
}
