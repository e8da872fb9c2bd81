package io.cloudtik.node.service;

import java.util.Objects;
import java.util.Optional;

/**
 * What a health check found.
 *
 * @param busy whether the service has work; empty if it does not tell
 */
record Verdict(boolean passed, String detail, Optional<Boolean> busy) {

    static final Verdict PASSED = new Verdict(true, "", Optional.empty());

    Verdict {
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(busy, "busy");
    }

    static Verdict passed(boolean busy) {
        return new Verdict(true, "", Optional.of(busy));
    }

    static Verdict failed(String detail) {
        return new Verdict(false, detail, Optional.empty());
    }
}
