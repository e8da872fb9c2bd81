package io.cloudtik.node.service;

import java.util.Objects;

/** What a health check found. */
record Verdict(boolean passed, String detail) {

    static final Verdict PASSED = new Verdict(true, "");

    Verdict {
        Objects.requireNonNull(detail, "detail");
    }

    static Verdict failed(String detail) {
        return new Verdict(false, detail);
    }
}
