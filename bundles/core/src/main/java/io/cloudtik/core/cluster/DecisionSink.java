package io.cloudtik.core.cluster;

/** Takes what was decided, and from what, before it is carried out. */
@FunctionalInterface
public interface DecisionSink {

    /** For what needs no record. */
    DecisionSink NONE = (input, plan) -> "";

    /**
     * Keeps a decision; one that cannot be kept does not stop what was decided.
     *
     * @return its id, by which events name it; empty if it has none
     */
    String decided(PlannerInput input, ClusterPlan plan);
}
