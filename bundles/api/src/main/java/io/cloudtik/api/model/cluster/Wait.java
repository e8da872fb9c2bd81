package io.cloudtik.api.model.cluster;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something a cluster controller waits for.
 *
 * @param subject the node, node type or machine that is concerned; empty for the whole cluster
 * @param reason what is waited for and why, in words and without a time
 * @param then what happens when the time has come, such as {@code next try}; empty if nobody can say when that is
 * @param until by the head's clock; empty if nobody can say
 */
public record Wait(String subject, String reason, String then, Optional<Instant> until) {

    public Wait {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(then, "then");
        Objects.requireNonNull(until, "until");
    }

    /** One of which nobody can say when it ends. */
    public static Wait of(String subject, String reason) {
        return new Wait(subject, reason, "", Optional.empty());
    }

    /** What is waited for, without a time. */
    public String text() {
        return subject.isEmpty() ? reason : subject + ": " + reason;
    }
}
