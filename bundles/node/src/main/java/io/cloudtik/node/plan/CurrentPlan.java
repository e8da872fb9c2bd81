package io.cloudtik.node.plan;

import java.util.Map;

/** The plan this node has now, for whatever else runs on it. */
public interface CurrentPlan {

    PlanVariables variables();

    /** For jobs, not filled. */
    Map<String, String> environment();
}
