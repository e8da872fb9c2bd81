package io.cloudtik.node.service;

import io.cloudtik.api.model.node.ServiceState;
import java.util.Objects;
import java.util.Optional;

/**
 * A service that is to run: either it can be started, or it is known why not yet.
 *
 * @param spec empty while something it needs is missing
 * @param blocked WAITING if what is missing may still come, FAILED if it will not by itself, STOPPED if it shall not run; only
 *     looked at without spec
 * @param reason what is missing
 */
public record WantedService(
        String name, String runtime, Optional<ServiceSpec> spec, ServiceState blocked, String reason) {

    public WantedService {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(blocked, "blocked");
        if (spec.isEmpty() && reason.isEmpty()) {
            throw new IllegalArgumentException("service " + name + " cannot be started and nothing says why");
        }
    }

    public static WantedService startable(ServiceSpec spec) {
        return new WantedService(spec.name(), spec.runtime(), Optional.of(spec), ServiceState.WAITING, "");
    }

    public static WantedService waiting(String name, String runtime, String reason) {
        return new WantedService(name, runtime, Optional.empty(), ServiceState.WAITING, reason);
    }

    /** One that somebody stopped by hand: it is ended if it runs, and not started. */
    public static WantedService stopped(String name, String runtime) {
        return new WantedService(name, runtime, Optional.empty(), ServiceState.STOPPED, "stopped by hand");
    }

    boolean isStopped() {
        return spec.isEmpty() && blocked == ServiceState.STOPPED;
    }

    public static WantedService failed(String name, String runtime, String reason) {
        return new WantedService(name, runtime, Optional.empty(), ServiceState.FAILED, reason);
    }
}
