package io.cloudtik.node.service;

import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.node.system.CleanEnvironment;
import io.cloudtik.node.system.MonotonicTime;
import io.cloudtik.node.system.ProcessTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A supervisor with a home, whose turn is taken by the test. */
final class SupervisedNode implements AutoCloseable {

    static final String OWNER = "plan";
    static final RestartPolicy QUICK = new RestartPolicy(true, Duration.ofMillis(20), Duration.ofMillis(80), 3);
    static final HealthCheck RUNNING = new HealthCheck(
            HealthCheck.Type.PROCESS, "", Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(10));

    /** A service that hears is never killed for being slow on a loaded machine. */
    private static final Duration STOP_TIME = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    final Supervisor supervisor;
    final ProcessTable processes = ProcessTable.ofThisMachine();

    SupervisedNode(Path home) {
        supervisor = new Supervisor(home, processes, new MonotonicTime(), CleanEnvironment.of(System.getenv()));
    }

    static ServiceSpec service(String name, String script) {
        return service(name, script, RUNNING, QUICK, List.of());
    }

    static ServiceSpec service(
            String name, String script, HealthCheck check, RestartPolicy policy, List<String> after) {
        return new ServiceSpec(
                name,
                "test",
                List.of("/bin/sh", "-c", script),
                Map.of("GREETING", "hello"),
                Path.of("/"),
                after,
                check,
                policy,
                "TERM",
                STOP_TIME,
                Integer.toHexString(script.hashCode()));
    }

    /** One that does not hear is killed soon. */
    static ServiceSpec deaf(String name, String script) {
        ServiceSpec patient = service(name, script);
        return new ServiceSpec(
                name,
                patient.runtime(),
                patient.command(),
                patient.environment(),
                patient.directory(),
                patient.after(),
                patient.healthCheck(),
                patient.restartPolicy(),
                patient.stopSignal(),
                Duration.ofMillis(200),
                patient.hash());
    }

    void apply(ServiceSpec... services) {
        supervisor.apply(OWNER, List.of(services).stream().map(WantedService::startable).toList());
    }

    ServiceStatus status(String name) {
        return supervisor.statuses().stream().filter(status -> status.name().equals(name)).findFirst().orElseThrow();
    }

    void awaitState(String name, ServiceState state) {
        await(name + " is " + state, () -> status(name).state() == state);
    }

    void await(String what, BooleanSupplier condition) {
        Eventually.await(what, LONG, () -> {
            supervisor.tick();
            return condition.getAsBoolean();
        });
    }

    boolean runs(long pid) {
        return processes.find(pid).isPresent();
    }

    /** As a kill -9 of the container leaves it: nothing is stopped, nothing more is written. */
    void abandon() {
        supervisor.close();
    }

    @Override
    public void close() {
        supervisor.apply(OWNER, List.of());
        await("all services are over", () -> !supervisor.tick());
        supervisor.close();
    }
}
