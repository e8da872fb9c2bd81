package io.cloudtik.api.spi.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a service gives its work and data to others before its node is ended. The signal is sent first, then the command is
 * run beside the service. It is done when the command ends with code 0; without a command, when the service has ended. Both
 * may happen again, after the node's container was killed meanwhile, and must then do no harm.
 *
 * @param signal for the service's own process, such as {@code PWR}; empty for none
 * @param command with the variables of a {@link NodePlan}, in the service's environment; its last line tells why it failed;
 *     empty for none
 * @param timeout after which the node is ended all the same
 */
public record Drain(String signal, List<String> command, Duration timeout) {

    public Drain {
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(timeout, "timeout");
        command = List.copyOf(command);
        if (signal.isEmpty() && command.isEmpty()) {
            throw new IllegalArgumentException("a drain sends a signal or runs a command");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a drain needs time, not " + timeout);
        }
    }
}
