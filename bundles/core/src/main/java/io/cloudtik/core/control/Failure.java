package io.cloudtik.core.control;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;

/** A PlatformException as it travels. */
public record Failure(Kind kind, String message, String remedy) {

    public static Failure of(PlatformException e) {
        return new Failure(e.kind(), e.getMessage(), e.remedy().orElse(""));
    }

    public PlatformException toException() {
        PlatformException exception = new PlatformException(kind, message);
        return remedy.isEmpty() ? exception : exception.withRemedy(remedy);
    }
}
