package io.cloudtik.api.problem;

import java.util.Objects;

/**
 * What a look at a machine or a service found.
 *
 * @param subject what was looked at, in a word or two
 * @param message what it is like
 * @param remedy what to do about it; empty if nothing needs to be done
 */
public record Finding(String subject, Grade grade, String message, String remedy) {

    /** How good or bad it is. */
    public enum Grade {
        OK,
        /** Some things will not work, or not well. */
        WARN,
        /** Nothing that needs it works. */
        FAIL
    }

    public Finding {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(grade, "grade");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    public static Finding ok(String subject, String message) {
        return new Finding(subject, Grade.OK, message, "");
    }

    public static Finding warn(String subject, String message, String remedy) {
        return new Finding(subject, Grade.WARN, message, remedy);
    }

    public static Finding fail(String subject, String message, String remedy) {
        return new Finding(subject, Grade.FAIL, message, remedy);
    }
}
