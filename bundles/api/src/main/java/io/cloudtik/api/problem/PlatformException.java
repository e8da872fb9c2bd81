package io.cloudtik.api.problem;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The one failure type that crosses the borders of bundles. It names what failed and where in its message, says by its
 * {@link Kind} what a controller does next, and by its remedy what a person can do.
 */
public final class PlatformException extends RuntimeException {

    private final Kind kind;
    private final String remedy;
    private final Duration retryAfter;

    public PlatformException(Kind kind, String message) {
        this(kind, message, "", Duration.ZERO, null);
    }

    public PlatformException(Kind kind, String message, Throwable cause) {
        this(kind, message, "", Duration.ZERO, cause);
    }

    private PlatformException(Kind kind, String message, String remedy, Duration retryAfter, Throwable cause) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.remedy = remedy;
        this.retryAfter = retryAfter;
    }

    /** The same failure with what a person can do about it, usually the next command to type. */
    public PlatformException withRemedy(String text) {
        return copy(text, retryAfter);
    }

    /** The same failure with the time the other side asked us to wait. */
    public PlatformException withRetryAfter(Duration delay) {
        return copy(remedy, delay);
    }

    private PlatformException copy(String text, Duration delay) {
        PlatformException copy = new PlatformException(kind, getMessage(), text, delay, getCause());
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> remedy() {
        return remedy.isEmpty() ? Optional.empty() : Optional.of(remedy);
    }

    /** How long the other side asked us to wait; empty where it did not say. */
    public Optional<Duration> retryAfter() {
        return retryAfter.isZero() ? Optional.empty() : Optional.of(retryAfter);
    }
}
