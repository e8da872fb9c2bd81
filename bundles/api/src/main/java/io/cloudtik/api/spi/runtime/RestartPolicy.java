package io.cloudtik.api.spi.runtime;

import java.time.Duration;
import java.util.Objects;

/**
 * What happens when a service ends by itself. The delay doubles from first to longest and falls back to the first after
 * the service was healthy for ten times the longest.
 *
 * @param mostRestarts in a row without becoming healthy, after which the service is FAILED
 */
public record RestartPolicy(boolean restarts, Duration firstDelay, Duration longestDelay, int mostRestarts) {

    public static final RestartPolicy ALWAYS =
            new RestartPolicy(true, Duration.ofMillis(500), Duration.ofSeconds(30), 10);
    public static final RestartPolicy NEVER = new RestartPolicy(false, Duration.ZERO, Duration.ZERO, 0);

    public RestartPolicy {
        Objects.requireNonNull(firstDelay, "firstDelay");
        Objects.requireNonNull(longestDelay, "longestDelay");
    }
}
