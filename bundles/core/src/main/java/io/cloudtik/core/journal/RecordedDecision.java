package io.cloudtik.core.journal;

import io.cloudtik.api.control.Decision;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterPlanner;
import io.cloudtik.core.cluster.PlannerInput;
import java.util.Objects;

/** A decision with all that it was made from and all that was decided. */
public record RecordedDecision(Decision decision, PlannerInput input, ClusterPlan plan) {

    public RecordedDecision {
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(plan, "plan");
    }

    /** What the planner of this version decides from the same. */
    public ClusterPlan decideAgain() {
        return ClusterPlanner.plan(input);
    }
}
