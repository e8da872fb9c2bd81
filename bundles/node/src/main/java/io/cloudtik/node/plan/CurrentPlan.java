package io.cloudtik.node.plan;

import io.cloudtik.api.spi.runtime.MavenArtifact;
import java.util.List;
import java.util.Map;

/** The plan this node has now, for whatever else runs on it. */
public interface CurrentPlan {

    PlanVariables variables();

    /**
     * The same with more artifacts, which are fetched from the first call on.
     *
     * @param owner who wants them, until he {@linkplain #release releases} them
     */
    PlanVariables variables(String owner, List<MavenArtifact> more);

    void release(String owner);

    /** For jobs, not filled. */
    Map<String, String> environment();
}
