package io.cloudtik.core.cluster;

/** Takes what happens to a cluster. */
@FunctionalInterface
public interface EventSink {

    /** See {@link io.cloudtik.api.model.cluster.ClusterEvent}. */
    void event(String type, String subject, String message);
}
