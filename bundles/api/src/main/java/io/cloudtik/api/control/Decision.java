package io.cloudtik.api.control;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Something that a cluster controller decided to do.
 *
 * @param id by which events name it: {@code d<epoch>-<number>}
 * @param at by the clock of the head
 * @param version of the platform that decided
 * @param actions what was decided, each with its reason
 */
public record Decision(String id, Instant at, String version, List<PlannedAction> actions) {

    public Decision {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(version, "version");
        actions = List.copyOf(actions);
    }
}
