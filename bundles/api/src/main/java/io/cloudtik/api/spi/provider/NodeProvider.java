package io.cloudtik.api.spi.provider;

import io.cloudtik.api.model.cluster.NodeTypeSpec;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** Nodes of one cluster: listed, launched, terminated. Waiting, retrying, naming and ordering are core's. */
@ConsumerType
public interface NodeProvider extends AutoCloseable {

    /**
     * The ways in which nodes of a type can be had, the best first, as its settings allow: zones, and, only where the
     * settings say so, an on-demand machine after all spot ones. Never empty. Asked in each pass: answered from what is
     * known, without a call to the cloud.
     */
    default List<Offering> offerings(NodeTypeSpec type) {
        return List.of(Offering.ANY);
    }

    /**
     * Starts one node in the offering that is asked for, in no other, and returns it as it then stands, usually PENDING.
     * The tags are written with the creation itself.
     *
     * <p>Repeated with the same token it returns the node of the first call, also if that is terminated by now. A
     * failure of Kind UNKNOWN means that the node may exist; core repeats the call with the same token.
     *
     * <p>CAPACITY means that this offering has no room now: core does not ask for it again for some minutes and asks for
     * the next. QUOTA means that a limit of the account is reached; its message names the limit, what is used and what was
     * wanted, and core asks again after a quarter of an hour, or when somebody brings the cluster up again.
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

    /**
     * What has happened on the provider's own side since this was last called, one sentence each, for the events of the
     * cluster: that a part of it was started again, say. Asks nobody; called after each pass; told once.
     */
    default List<String> notices() {
        return List.of();
    }

    @Override
    void close();
}
