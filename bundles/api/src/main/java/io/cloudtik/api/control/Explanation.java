package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a cluster controller decided of late and what it waits for.
 *
 * @param at when this was told, by the clock of the head
 * @param decisions the latest, newest last
 */
public record Explanation(Instant at, List<Decision> decisions, List<Wait> waiting) {

    public Explanation {
        Objects.requireNonNull(at, "at");
        decisions = List.copyOf(decisions);
        waiting = List.copyOf(waiting);
    }
}
