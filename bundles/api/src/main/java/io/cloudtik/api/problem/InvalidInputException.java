package io.cloudtik.api.problem;

import java.util.Objects;

/** A user's input was refused before anything was done. Carries all problems that were found; the exit code is 2. */
public final class InvalidInputException extends RuntimeException {

    private final transient Problems problems;

    public InvalidInputException(Problems problems) {
        super(problems.toString());
        this.problems = Objects.requireNonNull(problems, "problems");
    }

    public Problems problems() {
        return problems;
    }
}
