package io.cloudtik.api.spi.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How a node controller finds out whether a service does its work.
 *
 * @param target a URL for HTTP (2xx is healthy), {@code host:port} for TCP (a connection is healthy), empty for PROCESS
 *     (running is healthy)
 * @param interval between two checks of a healthy service; while it starts it is checked every 200 ms
 * @param startTime how long it may take to become healthy before it is restarted
 * @param idleWhen a regular expression that is found in the answer of a service with nothing to do, so that idle nodes go
 *     first when there are too many; empty if answers do not tell
 */
public record HealthCheck(
        Type type, String target, Duration interval, Duration timeout, Duration startTime, String idleWhen) {

    public enum Type { HTTP, TCP, PROCESS }

    public HealthCheck {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(startTime, "startTime");
        Pattern.compile(idleWhen);
    }

    /** One whose answers do not tell whether the service is idle. */
    public HealthCheck(Type type, String target, Duration interval, Duration timeout, Duration startTime) {
        this(type, target, interval, timeout, startTime, "");
    }

    public static HealthCheck http(String url) {
        return new HealthCheck(Type.HTTP, url, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(2));
    }

    /** The same, of which the answer tells more. */
    public HealthCheck idleWhen(String regularExpression) {
        return new HealthCheck(type, target, interval, timeout, startTime, regularExpression);
    }

    public static HealthCheck tcp(String host, int port) {
        return new HealthCheck(
                Type.TCP, host + ":" + port, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(1));
    }

    public static HealthCheck process() {
        return new HealthCheck(
                Type.PROCESS, "", Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(10));
    }
}
