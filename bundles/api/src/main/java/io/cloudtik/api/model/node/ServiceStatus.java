package io.cloudtik.api.model.node;

import java.util.Objects;
import java.util.Optional;

/**
 * How one service of a node does.
 *
 * @param name unique on its node
 * @param runtime the runtime it belongs to; {@code system} for the platform's own
 * @param state where it stands
 * @param detail why, in words: the failing health check, the exit code with the last line of output; empty if all is well
 * @param pid its process, 0 if there is none
 * @param restarts how often it was started again by itself
 * @param busy whether it had work when it was last asked; empty if it does not tell
 */
public record ServiceStatus(
        String name,
        String runtime,
        ServiceState state,
        String detail,
        long pid,
        int restarts,
        Optional<Boolean> busy) {

    public ServiceStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(busy, "busy");
    }

    /** One that does not tell whether it has work. */
    public ServiceStatus(String name, String runtime, ServiceState state, String detail, long pid, int restarts) {
        this(name, runtime, state, detail, pid, restarts, Optional.empty());
    }

    public boolean isHealthy() {
        return state == ServiceState.HEALTHY;
    }

    /** Whether nothing needs to be done for it: it is healthy, or it was stopped by hand. */
    public boolean isAsWished() {
        return isHealthy() || state == ServiceState.STOPPED;
    }
}
