package io.cloudtik.shell.view;

import io.cloudtik.api.model.cluster.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What is waited for and until when, a line each: the time of day, and how long that is from when it was said. */
final class WaitLines {

    private final Instant saidAt;
    private final Function<Instant, String> clock;

    WaitLines(Instant saidAt, Function<Instant, String> clock) {
        this.saidAt = saidAt;
        this.clock = clock;
    }

    String line(Wait wait) {
        return wait.until()
                .map(until -> wait.text() + "; " + wait.then() + " at " + clock.apply(until) + ", in " + left(until))
                .orElse(wait.text());
    }

    /** The two largest units are enough. */
    private String left(Instant until) {
        Duration left = Duration.between(saidAt, until);
        if (left.isNegative()) {
            return "a moment";
        }
        if (left.toHours() > 0) {
            return left.toHours() + " h " + left.toMinutesPart() + " min";
        }
        return left.toMinutes() > 0
                ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
                : Math.max(1, left.toSeconds()) + " s";
    }
}
