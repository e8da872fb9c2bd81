package io.cloudtik.api.model.cluster;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to a cluster and that its owner should see.
 *
 * @param type what kind, such as {@code NODE_LAUNCHED} or {@code NODE_LOST}
 * @param subject the node or service it happened to
 * @param message what and why, in words
 * @param decision the id of the controller's decision of which it came; empty if it came of none
 */
public record ClusterEvent(Instant at, String type, String subject, String message, String decision) {

    public ClusterEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(decision, "decision");
    }

    /** One that came of no decision. */
    public ClusterEvent(Instant at, String type, String subject, String message) {
        this(at, type, subject, message, "");
    }
}
