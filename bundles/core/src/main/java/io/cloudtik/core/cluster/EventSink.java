package io.cloudtik.core.cluster;

/** Takes what happens to a cluster. */
@FunctionalInterface
public interface EventSink {

    /** See {@link io.cloudtik.api.model.cluster.ClusterEvent}. */
    void event(String type, String subject, String message);

    /** @param decision the id of the decision of which this came; empty if it came of none */
    default void event(String type, String subject, String message, String decision) {
        event(type, subject, message);
    }
}
