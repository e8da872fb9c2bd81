package io.cloudtik.provider.simulated.cloud;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong in a cloud. Those of calls and listings are drawn at each call, those of machines at each launch. */
public enum Fault {
    /** A call never arrives; the caller cannot tell that from {@link #LOST_REPLY}. */
    LOST_REQUEST,
    /** A call is done and its answer never arrives. */
    LOST_REPLY,
    /** A call is done and its answer cannot be read. */
    MALFORMED_REPLY,
    /** A call is refused, with a time to wait. */
    THROTTLED,
    /** The endpoint does not answer at all: nothing has happened. */
    UNAVAILABLE,
    /** The credentials have just expired. */
    UNAUTHORIZED,
    /** A call takes up to the longest answer. */
    SLOW,
    /** Only some of several machines are ended before the call fails. */
    PARTIAL_BATCH,
    /** A listing is empty and says that it is complete. */
    EMPTY_LISTING,
    /** A listing lacks some machines and says that it is complete. */
    MISSING_PAGE,
    /** A listing lacks some machines and says so. */
    INCOMPLETE_LISTING,
    /** The zone runs out of room for the offering that is asked for, for a while. */
    NO_ROOM,
    /** A machine stays PENDING for ever. */
    NEVER_RUNS,
    /** A machine runs and never answers over SSH. */
    NEVER_REACHABLE,
    /** A spot machine is taken away without a word, at some time. */
    SPOT_LOSS,
    /** A spot machine is taken away two minutes after a notice, at some time. */
    SPOT_NOTICE,
    /** Somebody else ends a machine, at some time. */
    EXTERNAL_DELETION,
    /** A machine takes ten minutes to end. */
    SLOW_END;

    /** As users write it: {@code lost_reply}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Fault> parse(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
    }
}
