package io.cloudtik.node.service;

import io.cloudtik.node.system.DetachedLauncher;
import io.cloudtik.node.system.ProcessTable;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** What all services of a node share. */
record Surroundings(
        ProcessTable processes,
        DetachedLauncher launcher,
        HealthProber prober,
        InstantSource time,
        Map<String, String> environment,
        Path logs) {

    private static final long LONGEST_LOG = 10L << 20;

    Surroundings {
        environment = Map.copyOf(environment);
    }

    Instant now() {
        return time.instant();
    }

    ServiceLog log(String service) {
        return new ServiceLog(logs.resolve(service + ".log"), LONGEST_LOG);
    }

    @Override
    public String toString() {
        return "Surroundings[" + logs + "]";
    }
}
