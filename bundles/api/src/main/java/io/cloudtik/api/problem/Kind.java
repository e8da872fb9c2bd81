package io.cloudtik.api.problem;

/** What a controller does next after a failure. The message beside it is for people and is never parsed. */
public enum Kind {
    /** The thing asked for does not exist. For a termination this is success. */
    NOT_FOUND,
    /** Somebody else holds or changed it; read again before trying again. */
    CONFLICT,
    /** The provider has no room for this offering now; try another zone or type, or later. */
    CAPACITY,
    /** A limit of the account is reached; retrying does not help until it is raised. */
    QUOTA,
    /** Too many calls; try again after {@link PlatformException#retryAfter()}. */
    THROTTLED,
    /** No valid credentials. */
    UNAUTHORIZED,
    /** Valid credentials that may not do this. */
    DENIED,
    /** Not reachable now; nothing has happened; try again later. */
    UNAVAILABLE,
    /** The request itself is wrong and will stay so. */
    INVALID,
    /** It may or may not have happened; ask again with the same token only. */
    UNKNOWN,
    /** A defect of ours or of a plugin. */
    INTERNAL;

    /** Whether the same request may succeed later without anybody changing it. */
    public boolean isRetryable() {
        return switch (this) {
            case CAPACITY, THROTTLED, UNAVAILABLE, UNKNOWN, CONFLICT -> true;
            case NOT_FOUND, QUOTA, UNAUTHORIZED, DENIED, INVALID, INTERNAL -> false;
        };
    }
}
