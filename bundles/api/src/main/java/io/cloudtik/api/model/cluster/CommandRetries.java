package io.cloudtik.api.model.cluster;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a user's command that failed is run again before its node counts as failed.
 *
 * @param initialization times for initialization commands; 0 means once and no more
 * @param setup times for setup and bootstrap commands
 * @param start times for start commands
 * @param interval from one try to the next
 */
public record CommandRetries(int initialization, int setup, int start, Duration interval) {

    /** The Python edition's numbers. */
    public static final CommandRetries DEFAULT = new CommandRetries(30, 5, 3, Duration.ofSeconds(5));

    public CommandRetries {
        Objects.requireNonNull(interval, "interval");
        if (initialization < 0 || setup < 0 || start < 0 || interval.isNegative()) {
            throw new IllegalArgumentException("retries are not negative: " + initialization + ", " + setup + ", " + start
                    + ", each " + interval);
        }
    }
}
