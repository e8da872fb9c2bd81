package io.cloudtik.node.service;

import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import java.time.Duration;
import java.util.Objects;

/** By what a service is judged. */
record ServiceRules(HealthCheck healthCheck, RestartPolicy restartPolicy, Duration stopTime) {

    private static final Duration EAGER = Duration.ofMillis(200);
    private static final int LONG_HEALTHY = 10;

    ServiceRules {
        Objects.requireNonNull(healthCheck, "healthCheck");
        Objects.requireNonNull(restartPolicy, "restartPolicy");
        Objects.requireNonNull(stopTime, "stopTime");
    }

    static ServiceRules of(ServiceSpec spec) {
        return new ServiceRules(spec.healthCheck(), spec.restartPolicy(), spec.stopTime());
    }

    /** A running process proves nothing in its first moments, so where it is the whole check it must last an interval. */
    Duration firstCheckAfter() {
        return healthCheck.type() == HealthCheck.Type.PROCESS ? healthCheck.interval() : EAGER;
    }

    Duration checkWhileStarting() {
        return EAGER;
    }

    /** @param doublings how often the first delay is doubled, up to the longest */
    Duration delay(int doublings) {
        Duration delay = restartPolicy.firstDelay();
        for (int i = 0; i < doublings && delay.compareTo(restartPolicy.longestDelay()) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(restartPolicy.longestDelay()) > 0 ? restartPolicy.longestDelay() : delay;
    }

    boolean isLong(Duration healthyFor) {
        return healthyFor.compareTo(restartPolicy.longestDelay().multipliedBy(LONG_HEALTHY)) >= 0;
    }
}
