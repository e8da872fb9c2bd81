package io.cloudtik.node.service;

import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A service with all that is needed to start it on this node: no variable is left to fill.
 *
 * @param environment added to the clean one
 * @param hash of all whose change means that it must be started again
 */
public record ServiceSpec(
        String name,
        String runtime,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        List<String> after,
        HealthCheck healthCheck,
        RestartPolicy restartPolicy,
        String stopSignal,
        Duration stopTime,
        String hash) {

    public ServiceSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(healthCheck, "healthCheck");
        Objects.requireNonNull(restartPolicy, "restartPolicy");
        Objects.requireNonNull(stopSignal, "stopSignal");
        Objects.requireNonNull(stopTime, "stopTime");
        Objects.requireNonNull(hash, "hash");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        after = List.copyOf(after);
    }

    /** Without command and environment, which may hold secrets. */
    @Override
    public String toString() {
        return "ServiceSpec[" + name + ", " + hash + "]";
    }
}
