package io.cloudtik.contracts.fault;

import java.util.Locale;

/** What can go wrong with a call across the border of a bundle, as its caller can tell it apart. */
public enum CallFault {
    /** There were too many calls; the other side may say how long to wait. */
    THROTTLED,
    /** There is no room for what is asked for, now. */
    CAPACITY,
    /** A limit of the account is reached. */
    QUOTA,
    /** There are no credentials, or they are wrong or have expired. */
    AUTH_EXPIRED,
    /** The credentials are good and may not do this. */
    DENIED,
    /** What was made a moment ago is not shown yet. */
    NOT_FOUND_YET,
    /** Somebody else changed or holds what the call is about. */
    CONFLICT,
    /** An answer comes that cannot be read, or is no answer. */
    MALFORMED,
    /** The call is done and its answer is lost. */
    REPLY_LOST,
    /** The other side cannot be reached: nothing is done. */
    UNREACHABLE,
    /** No answer comes for so long that the call must give up by itself. */
    DEADLINE,
    /** The caller's thread is interrupted while it waits. */
    CANCELLED;

    /** For people: {@code reply lost}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
