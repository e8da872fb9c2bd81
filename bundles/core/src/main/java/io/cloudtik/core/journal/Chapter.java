package io.cloudtik.core.journal;

import io.cloudtik.api.control.Decision;
import io.cloudtik.api.model.cluster.ClusterEvent;
import java.util.Optional;

/** A line of the story: what was decided, or what happened. */
public record Chapter(Optional<Decision> decision, Optional<ClusterEvent> event) {

    static Chapter of(Decision decision) {
        return new Chapter(Optional.of(decision), Optional.empty());
    }

    static Chapter of(ClusterEvent event) {
        return new Chapter(Optional.empty(), Optional.of(event));
    }
}
