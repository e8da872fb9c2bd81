package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one place in a cluster: of its present node and of those that were there before.
 *
 * @param node the node's id without the count of its replacements, such as {@code demo-worker-2}
 * @param at when this was told, by the clock of the head
 * @param now the node that is there; empty if there is none
 * @param waiting what is waited for, and until when
 * @param story what was decided and what happened, the oldest first
 */
public record NodeStory(
        String node, Instant at, Optional<NodeStatus> now, List<Wait> waiting, List<ClusterEvent> story) {

    public NodeStory {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(now, "now");
        waiting = List.copyOf(waiting);
        story = List.copyOf(story);
    }
}
