package io.cloudtik.api.model.node;

import java.util.Objects;

/**
 * How far a node is that was asked to give its work and data to others.
 *
 * @param detail what it is at, or why it failed, in words; empty when it is done
 */
public record DrainStatus(State state, String detail) {

    public enum State {
        /** Services are still being drained. */
        DRAINING,
        /** Nothing on it is needed any more. */
        DRAINED,
        /** A service could not give everything away in its time; more waiting helps nothing. */
        FAILED
    }

    public DrainStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
    }
}
