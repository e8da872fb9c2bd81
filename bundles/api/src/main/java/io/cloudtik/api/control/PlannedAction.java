package io.cloudtik.api.control;

import java.util.Objects;

/**
 * One line of a plan: what would be done, to what, and why.
 *
 * @param verb {@code create}, {@code launch}, {@code terminate}, {@code delete}, ...
 */
public record PlannedAction(String verb, String subject, String reason) {

    public PlannedAction {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(reason, "reason");
    }
}
