package io.cloudtik.api.spi.runtime;

import java.time.Duration;
import java.util.Objects;

/**
 * How a node controller finds out whether a service does its work.
 *
 * @param target a URL for HTTP (2xx is healthy), {@code host:port} for TCP (a connection is healthy), empty for PROCESS
 *     (running is healthy)
 * @param interval between two checks of a healthy service; while it starts it is checked every 200 ms
 * @param startTime how long it may take to become healthy before it is restarted
 */
public record HealthCheck(Type type, String target, Duration interval, Duration timeout, Duration startTime) {

    public enum Type { HTTP, TCP, PROCESS }

    public HealthCheck {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(startTime, "startTime");
    }

    public static HealthCheck http(String url) {
        return new HealthCheck(Type.HTTP, url, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(2));
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
