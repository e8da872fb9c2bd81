package io.cloudtik.api.spi.provider;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Nodes of one cluster: listed, launched, terminated. Waiting, retrying, naming and ordering are core's. */
@ConsumerType
public interface NodeProvider extends AutoCloseable {

    /**
     * Starts one node and returns it as it then stands, usually PENDING. The tags are written with the creation itself.
     *
     * <p>Repeated with the same token it returns the node of the first call, also if that is terminated by now. A
     * failure of Kind UNKNOWN means that the node may exist; core repeats the call with the same token.
     */
    CloudNode launch(LaunchRequest request);

    /**
     * All nodes that bear this cluster's and workspace's name tags, whatever their uuid tag; terminated ones may be
     * included as long as the provider remembers them. Called once a pass; costs one listing.
     */
    NodeListing list();

    /** Asks for the end of nodes and returns before it comes; absent or already terminated is success. */
    void terminate(Set<String> nodeIds);

    /** How a node that is RUNNING is reached over SSH. */
    NodeAccess access(CloudNode node);

    @Override
    void close();
}
