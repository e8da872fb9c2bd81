package io.cloudtik.api.spi.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A process a node keeps running. Its output goes to {@code logs/<name>.log} in the node's home.
 *
 * @param name unique on the node, such as {@code spark-master}
 * @param runtime whose it is
 * @param command program and arguments
 * @param files the paths of planned files whose change restarts it
 * @param after names of services of the same node that must be healthy first
 * @param stopSignal sent first when it is to end: {@code TERM}, {@code INT} or {@code PWR}
 * @param stopTime how long it may take to end before it is killed
 * @param drain how it gives its work away before its node is ended; empty if it can be ended at any time
 */
public record PlannedService(
        String name,
        String runtime,
        List<String> command,
        Map<String, String> environment,
        List<String> files,
        List<String> after,
        HealthCheck healthCheck,
        RestartPolicy restartPolicy,
        String stopSignal,
        Duration stopTime,
        Optional<Drain> drain) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public PlannedService {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no service name: small letters, digits and hyphens");
        }
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(healthCheck, "healthCheck");
        Objects.requireNonNull(restartPolicy, "restartPolicy");
        Objects.requireNonNull(stopSignal, "stopSignal");
        Objects.requireNonNull(stopTime, "stopTime");
        Objects.requireNonNull(drain, "drain");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        files = List.copyOf(files);
        after = List.copyOf(after);
    }

    /** The same with more variables in its environment; where both name one, its own stays. */
    public PlannedService withEnvironmentBeneath(Map<String, String> more) {
        Map<String, String> joined = new HashMap<>(more);
        joined.putAll(environment);
        return new PlannedService(
                name, runtime, command, joined, files, after, healthCheck, restartPolicy, stopSignal, stopTime, drain);
    }
}
