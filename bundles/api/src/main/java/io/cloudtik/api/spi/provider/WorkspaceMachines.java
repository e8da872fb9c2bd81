package io.cloudtik.api.spi.provider;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The machines of a workspace, of whatever cluster: what costs money although no cluster knows it any more is found by it.
 * Asked by a person's command and now and then by a head.
 */
@ConsumerType
public interface WorkspaceMachines extends AutoCloseable {

    /**
     * All machines that bear the workspace's name tag, whatever else they bear; terminated ones may be included as long as
     * the provider remembers them. As complete, and as late, as {@link NodeProvider#list()}.
     */
    NodeListing list();

    /** As {@link NodeProvider#terminate}. */
    void terminate(Set<String> machines);

    /** Whether they cost money while they exist. */
    default boolean bearsCost() {
        return true;
    }

    @Override
    void close();
}
