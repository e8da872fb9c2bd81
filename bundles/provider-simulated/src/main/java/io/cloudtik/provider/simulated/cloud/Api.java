package io.cloudtik.provider.simulated.cloud;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.time.Duration;
import java.util.function.Supplier;

/** The way to the cloud and back, on which calls and answers are lost, refused, garbled and late. */
public final class Api {

    private static final Duration LEAST_ANSWER = Duration.ofMillis(50);
    private static final Duration USUAL_ANSWER = Duration.ofMillis(400);
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(12);

    private final Chance chance;
    private final Delay delay;
    private final Supplier<Weather> weather;

    Api(Chance chance, Delay delay, Supplier<Weather> weather) {
        this.chance = chance;
        this.delay = delay;
        this.weather = weather;
    }

    Weather weather() {
        return weather.get();
    }

    /** @param what is asked for, in words: {@code list the machines} */
    public <R> R call(String what, Supplier<R> effect) {
        Weather now = weather.get();
        arrive(what, now);
        R answer = effect.get();
        delay.pass(later(now));
        if (happens(Fault.LOST_REPLY, now)) {
            throw unknown(what, "no answer came");
        }
        if (happens(Fault.MALFORMED_REPLY, now)) {
            throw unknown(what, "the answer is '<html><body>502 Bad Gate' and cannot be read");
        }
        return answer;
    }

    private void arrive(String what, Weather now) {
        delay.pass(between(LEAST_ANSWER, USUAL_ANSWER));
        if (happens(Fault.UNAVAILABLE, now)) {
            throw new PlatformException(Kind.UNAVAILABLE, "the simulated cloud does not answer: cannot " + what);
        }
        if (happens(Fault.THROTTLED, now)) {
            Duration wait = between(LEAST_PATIENCE, MOST_PATIENCE);
            throw new PlatformException(Kind.THROTTLED, "too many calls to the simulated cloud: cannot " + what
                    + "; try again in " + wait.toSeconds() + " s").withRetryAfter(wait);
        }
        if (happens(Fault.UNAUTHORIZED, now)) {
            throw new PlatformException(Kind.UNAUTHORIZED, "the credentials for the simulated cloud have expired: cannot " + what);
        }
        if (happens(Fault.LOST_REQUEST, now)) {
            throw unknown(what, "no answer came");
        }
    }

    private Duration later(Weather now) {
        return happens(Fault.SLOW, now) ? between(USUAL_ANSWER, now.longestAnswer()) : LEAST_ANSWER;
    }

    private boolean happens(Fault fault, Weather now) {
        synchronized (chance) {
            return chance.happens(fault, now);
        }
    }

    private Duration between(Duration least, Duration most) {
        synchronized (chance) {
            return chance.between(least, most);
        }
    }

    private static PlatformException unknown(String what, String why) {
        return new PlatformException(Kind.UNKNOWN, "asked the simulated cloud to " + what + ": " + why
                + ", so it may or may not have happened");
    }
}
