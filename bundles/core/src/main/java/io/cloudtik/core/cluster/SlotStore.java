package io.cloudtik.core.cluster;

import java.util.List;

/** Where slots are recorded: the workspace's store for the head, the cluster's own for workers. */
public interface SlotStore {

    /**
     * @param version as the store names it; empty if it is not stored yet
     */
    record StoredSlot(NodeSlot slot, String version) {}

    List<StoredSlot> load();

    /**
     * Records a slot if nobody did since it was read.
     *
     * @throws io.cloudtik.api.problem.PlatformException CONFLICT if somebody did, UNAVAILABLE if the store does not take it
     */
    StoredSlot save(NodeSlot slot, String expectedVersion);
}
