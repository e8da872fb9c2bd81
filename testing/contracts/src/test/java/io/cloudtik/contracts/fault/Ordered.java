package io.cloudtik.contracts.fault;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.contracts.provider.FakeProvider;
import java.time.Duration;

/** Failures as one orders them from the fake cloud. */
final class Ordered {

    private Ordered() {}

    /** For whichever call comes next; what was not met is taken back. */
    static Cause of(FakeProvider fake, CallFault fault) {
        return () -> {
            for (FakeProvider.Call call : FakeProvider.Call.values()) {
                fake.failNext(call, failure(fault));
            }
            return fake::forgetFailures;
        };
    }

    private static PlatformException failure(CallFault fault) {
        return switch (fault) {
            case THROTTLED -> new PlatformException(Kind.THROTTLED, "too many calls").withRetryAfter(Duration.ofSeconds(3));
            case CAPACITY -> new PlatformException(Kind.CAPACITY, "no room");
            case QUOTA -> new PlatformException(Kind.QUOTA, "quota 'things' is 8, 8 are used, 1 more is wanted");
            case AUTH_EXPIRED -> new PlatformException(Kind.UNAUTHORIZED, "the token has expired");
            case DENIED -> new PlatformException(Kind.DENIED, "it is not allowed");
            case CONFLICT -> new PlatformException(Kind.CONFLICT, "somebody else is at it");
            case UNREACHABLE -> new PlatformException(Kind.UNAVAILABLE, "nobody answers");
            case REPLY_LOST -> new PlatformException(Kind.UNKNOWN, "no answer came");
            case NOT_FOUND_YET, MALFORMED, DEADLINE, CANCELLED ->
                throw new IllegalArgumentException("the fake does not know " + fault);
        };
    }
}
