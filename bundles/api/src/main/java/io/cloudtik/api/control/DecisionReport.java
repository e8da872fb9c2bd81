package io.cloudtik.api.control;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.Wait;
import java.util.List;
import java.util.Objects;

/**
 * One decision from what was known to what came of it.
 *
 * @param inputs what it was made from, in words; empty if that is no longer kept
 * @param waiting what was waited for then
 * @param outcome what came of it
 * @param recorded the whole record, from which it can be decided again; empty if it is no longer kept
 */
public record DecisionReport(
        Decision decision, List<Fact> inputs, List<Wait> waiting, List<ClusterEvent> outcome, Settings recorded) {

    public DecisionReport {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(recorded, "recorded");
        inputs = List.copyOf(inputs);
        waiting = List.copyOf(waiting);
        outcome = List.copyOf(outcome);
    }
}
