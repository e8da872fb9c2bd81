package io.cloudtik.core.orphan;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.core.cluster.NodeSlot;
import java.util.Optional;

/**
 * What is known of a cluster without asking its head; read after the machines were listed, so that a machine whose cluster is
 * recorded before it is launched finds that record.
 *
 * @param uuid as the workspace's store has it; empty if the cluster is not recorded
 * @param head the slot of its head as the store has it
 * @param leasedBy who brings it up or down now, in words
 * @param remembered its uuid as this person's home remembers it
 */
public record ClusterClaim(
        ClusterName cluster,
        Optional<ClusterUuid> uuid,
        Optional<NodeSlot> head,
        Optional<String> leasedBy,
        Optional<ClusterUuid> remembered) {}
