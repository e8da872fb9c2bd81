package io.cloudtik.core.cluster;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps calls from a provider that has asked for time, each sort of call by itself, until that time is over: a call that it
 * would refuse is refused here. Outlives a change of the specification. Thread-safe.
 */
public final class Patience {

    /** What providers count by themselves. */
    enum Call { LAUNCH, LIST, TERMINATE, ACCESS }

    private record Refusal(Duration end, int inARow, String message) {}

    private final Time time;
    private final Map<Call, Refusal> refusals = new EnumMap<>(Call.class);

    public Patience(Time time) {
        this.time = time;
    }

    /** @throws PlatformException THROTTLED, with the time to wait, without a call as long as that is not over */
    <R> R call(Call call, Supplier<R> action) {
        requireTimeIsOver(call);
        try {
            R answer = action.get();
            answered(call);
            return answer;
        } catch (PlatformException e) {
            if (e.kind() == Kind.THROTTLED) {
                refused(call, e);
            }
            throw e;
        }
    }

    private synchronized void requireTimeIsOver(Call call) {
        Refusal refusal = refusals.get(call);
        if (refusal == null) {
            return;
        }
        Duration left = refusal.end().minus(time.monotonic());
        if (left.compareTo(Duration.ZERO) > 0) {
            throw new PlatformException(
                            Kind.THROTTLED, "throttled, next try in " + Waits.seconds(left) + ": " + refusal.message())
                    .withRetryAfter(left);
        }
    }

    private synchronized void refused(Call call, PlatformException failure) {
        int inARow = refusals.containsKey(call) ? refusals.get(call).inARow() + 1 : 1;
        Duration wait = failure.retryAfter()
                .orElseGet(() -> BackOff.delay(Kind.THROTTLED, inARow, call + " " + time.monotonic()));
        refusals.put(call, new Refusal(time.monotonic().plus(wait), inARow, failure.getMessage()));
    }

    private synchronized void answered(Call call) {
        refusals.remove(call);
    }
}
