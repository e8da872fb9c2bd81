package io.cloudtik.node.service;

import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.node.system.AtomicFiles;
import io.cloudtik.node.system.DetachedLauncher;
import io.cloudtik.node.system.LaunchRecord;
import io.cloudtik.node.system.ProcessTable;
import io.cloudtik.node.system.Troubles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the services of this node running. Several plans share it, each under the name of its owner; the names of services
 * are unique over all. Thread-safe. Does nothing by itself: {@link #tick} is called again and again.
 *
 * <p>Closing it leaves the services running: the next supervisor on the same folders takes them over.
 */
public final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LOG_CHECK = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private final Map<String, SupervisedService> services = new TreeMap<>();
    private final Set<String> adoptedOwners = new HashSet<>();
    private final Troubles troubles = new Troubles(LOG);
    private Instant nextLogCheck;

    /**
     * @param home holds {@code run/services} for the records and {@code logs} for the output
     * @param environment that every service gets before its own
     */
    public Supervisor(Path home, ProcessTable processes, InstantSource time, Map<String, String> environment) {
        try {
            Path run = AtomicFiles.makeFolder(home.resolve("run/services"));
            Path logs = AtomicFiles.makeFolder(home.resolve("logs"));
            surroundings = new Surroundings(
                    processes, new DetachedLauncher(run, processes), new HealthProber(), time, environment, logs);
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot make the folders of services in " + home + ": " + e.getMessage(), e);
        }
        nextLogCheck = time.instant().plus(LOG_CHECK);
    }

    /**
     * Makes these the services of an owner: new ones are started in the order they name, changed ones started again,
     * missing ones stopped, the others left alone. What an earlier container started for this owner is taken over.
     */
    public synchronized void apply(String owner, List<WantedService> wanted) {
        if (adoptedOwners.add(owner)) {
            adopt(owner);
        }
        Map<String, WantedService> byName = new TreeMap<>();
        wanted.forEach(service -> byName.put(service.name(), service));
        services.values().stream()
                .filter(service -> service.owner().equals(owner))
                .forEach(service -> service.want(Optional.ofNullable(byName.remove(service.name()))));
        byName.forEach((name, service) -> {
            if (services.containsKey(name)) {
                LOG.error("the {} plan has a service {}, which another plan has too; it is not started twice", owner, name);
                return;
            }
            SupervisedService added = new SupervisedService(name, owner, Optional.empty(), surroundings);
            added.want(Optional.of(service));
            services.put(name, added);
        });
        tick();
    }

    /** Looks at every service once and does what follows. Whether something is changing, so that it pays to come again soon. */
    public synchronized boolean tick() {
        services.values().forEach(this::step);
        services.values().removeIf(service -> {
            if (service.isOver()) {
                surroundings.launcher().forget(service.name());
            }
            return service.isOver();
        });
        if (!surroundings.now().isBefore(nextLogCheck)) {
            nextLogCheck = surroundings.now().plus(LOG_CHECK);
            rotateLogs();
        }
        return services.values().stream().anyMatch(SupervisedService::isMoving);
    }

    /** How the planned services do, by name. */
    public synchronized List<ServiceStatus> statuses() {
        return services.values().stream()
                .filter(SupervisedService::isWanted)
                .map(SupervisedService::status)
                .toList();
    }

    synchronized boolean isRunning(String name) {
        return Optional.ofNullable(services.get(name)).map(SupervisedService::isRunning).orElse(false);
    }

    /** Sends a signal to a service's own process; one that does not run is passed over. */
    synchronized void signal(String name, String signal) {
        Optional.ofNullable(services.get(name)).ifPresent(service -> service.signal(signal));
    }

    ServiceLog log(String name) {
        return surroundings.log(name);
    }

    /** What every service gets before its own. */
    Map<String, String> environment() {
        return surroundings.environment();
    }

    @Override
    public void close() {
        surroundings.prober().close();
    }

    /** What goes wrong with one service must not keep the others from being looked after. */
    private void step(SupervisedService service) {
        try {
            service.step(blockedBy(service), isNeeded(service));
            troubles.recovered(service.name());
        } catch (PlatformException | UncheckedIOException e) {
            troubles.failed(service.name(), "cannot look after " + service.name(), e);
        }
    }

    private void adopt(String owner) {
        DetachedLauncher launcher = surroundings.launcher();
        for (String name : launcher.names()) {
            Optional<LaunchRecord> record = launcher.recover(name);
            if (record.filter(found -> ServiceNotes.of(found.notes()).owner().equals(owner)).isPresent()
                    && !services.containsKey(name)) {
                services.put(name, new SupervisedService(name, owner, record, surroundings));
                LOG.info("{} was started by an earlier container and is taken over", name);
            }
        }
    }

    private String blockedBy(SupervisedService service) {
        for (String name : service.after()) {
            SupervisedService needed = services.get(name);
            if (needed == null || !needed.isWanted()) {
                return "waits for " + name + ", which no plan of this node has";
            }
            if (!needed.isHealthy()) {
                return "waits for " + name + " to be healthy";
            }
        }
        return "";
    }

    private boolean isNeeded(SupervisedService service) {
        return services.values().stream()
                .filter(other -> other.isEnding() && other != service)
                // Two that need each other would wait for ever.
                .filter(other -> !service.after().contains(other.name()))
                .anyMatch(other -> other.after().contains(service.name()));
    }

    private void rotateLogs() {
        for (SupervisedService service : services.values()) {
            try {
                service.rotateLog();
            } catch (IOException e) {
                LOG.warn("cannot rotate the log of {}: {}", service.name(), e.getMessage());
            }
        }
    }
}
