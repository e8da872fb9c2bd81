package io.cloudtik.metrics;

import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.node.ThisNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether a node is alive, and whether it does all of its work. */
final class Health {

    /** Ending a container heals nothing that passes by itself, such as a shared state that is being restarted. */
    private static final Duration DEAD = Duration.ofMinutes(15);
    private static final Duration SILENT = Duration.ofSeconds(10);

    /** Fails as long as a part of this container that others need does not work. */
    interface Check {
        void run();
    }

    private final ThisNode node;
    private final List<Check> checks;

    Health(ThisNode node, List<Check> checks) {
        this.node = node;
        this.checks = List.copyOf(checks);
    }

    /** Why the container should be ended and started again; empty if it should not. */
    List<String> whyDead() {
        return silence(DEAD);
    }

    /** Why nobody should count on the node now; empty if all is well. */
    List<String> whyNotReady() {
        List<String> reasons = new ArrayList<>(silence(SILENT));
        node.services().stream()
                .filter(service -> !service.isHealthy())
                .map(Health::words)
                .forEach(reasons::add);
        for (Check check : checks) {
            try {
                check.run();
            } catch (PlatformException e) {
                reasons.add(e.getMessage());
            }
        }
        return reasons;
    }

    private List<String> silence(Duration most) {
        Duration silent = node.sinceBeat();
        return silent.compareTo(most) < 0
                ? List.of()
                : List.of("the shared state took no heartbeat for " + silent.toSeconds() + " s");
    }

    private static String words(ServiceStatus service) {
        return service.name() + " is " + service.state() + (service.detail().isEmpty() ? "" : ": " + service.detail());
    }
}
