package io.cloudtik.api.control;

import java.util.Objects;

/** Something that was known when something was decided: of what, and what, in words. */
public record Fact(String subject, String text) {

    public Fact {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(text, "text");
    }
}
