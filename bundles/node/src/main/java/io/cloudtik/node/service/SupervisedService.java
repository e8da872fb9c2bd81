package io.cloudtik.node.service;

import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.node.service.ServiceLife.Action;
import io.cloudtik.node.service.ServiceLife.Phase;
import io.cloudtik.node.service.ServiceLife.Step;
import io.cloudtik.node.service.Sight.Wish;
import io.cloudtik.node.system.Launch;
import io.cloudtik.node.system.LaunchRecord;
import io.cloudtik.node.system.Started;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service at the edge of the world: sees its process and its health, and does what its life says. Not thread-safe. */
final class SupervisedService {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedService.class);
    private static final Duration DEFAULT_STOP_TIME = Duration.ofSeconds(10);

    private final String name;
    private final String owner;
    private final Surroundings surroundings;
    private final ServiceLog log;
    private Optional<WantedService> wanted = Optional.empty();
    private Optional<LaunchRecord> record;
    private Optional<Process> child = Optional.empty();
    private Optional<Future<Verdict>> check = Optional.empty();
    private String startFailure = "";
    private Optional<Boolean> busy = Optional.empty();
    private ServiceLife life;

    SupervisedService(String name, String owner, Optional<LaunchRecord> record, Surroundings surroundings) {
        this.name = name;
        this.owner = owner;
        this.record = record;
        this.surroundings = surroundings;
        log = surroundings.log(name);
        Instant now = surroundings.now();
        life = notes().map(notes -> ServiceLife.adopted(notes.restarts(), now)).orElse(ServiceLife.fresh(now));
    }

    String name() {
        return name;
    }

    String owner() {
        return owner;
    }

    void want(Optional<WantedService> wish) {
        wanted = wish;
    }

    /** The services that must be healthy before it, and may only end after it. */
    List<String> after() {
        return wanted.flatMap(WantedService::spec)
                .map(ServiceSpec::after)
                .or(() -> notes().map(ServiceNotes::after))
                .orElse(List.of());
    }

    boolean isWanted() {
        return wanted.isPresent();
    }

    /** It is not to run any more and has not ended yet. */
    boolean isEnding() {
        return !isToRun() && life.phase() != Phase.STOPPED;
    }

    private boolean isToRun() {
        return wanted.isPresent() && !wanted.get().isStopped();
    }

    boolean isHealthy() {
        return life.phase() == Phase.HEALTHY;
    }

    /** Neither wanted nor running any more. */
    boolean isOver() {
        return wanted.isEmpty() && life.phase() == Phase.STOPPED;
    }

    boolean isMoving() {
        boolean isAsStopped = !isToRun() && life.phase() == Phase.STOPPED;
        boolean isAboutToStart = life.phase() == Phase.WAITING && wanted.flatMap(WantedService::spec).isPresent();
        return life.isMoving() || isAboutToStart || !isAsStopped && wish(false) != Wish.RUN;
    }

    /**
     * Looks once, and does what follows.
     *
     * @param blockedBy why it may not be started now; empty if it may
     * @param isNeeded whether a service that needs it still runs
     */
    void step(String blockedBy, boolean isNeeded) {
        boolean running = isRunning();
        Optional<Verdict> verdict = takeVerdict();
        busy = running ? verdict.map(Verdict::busy).orElse(busy) : Optional.empty();
        Sight sight = new Sight(wish(isNeeded), reason(blockedBy), running, running ? "" : exit(), verdict);
        Step step = life.next(sight, rules(), surroundings.now());
        if (!running && life.phase() != step.life().phase()) {
            sweep();
        }
        report(life, step.life());
        life = step.life();
        act(step.action());
    }

    void rotateLog() throws IOException {
        log.rotateIfLong();
    }

    void signal(String signal) {
        record.ifPresent(started -> surroundings.processes().signal(started.process(), signal));
    }

    /** How it does, for the heartbeat. What runs of an earlier plan does not count as doing well. */
    ServiceStatus status() {
        WantedService wish = wanted.orElseThrow();
        long pid = isRunning() ? record.orElseThrow().process().pid() : 0;
        if (wish.spec().isEmpty()) {
            boolean isEnding = wish.isStopped() && pid != 0;
            return new ServiceStatus(
                    name, wish.runtime(), isEnding ? ServiceState.UNHEALTHY : wish.blocked(),
                    isEnding ? "is being stopped" : wish.reason(), pid, life.restarts());
        }
        if (wish(false) == Wish.RENEW) {
            String detail = "its plan changed, it is started again";
            return new ServiceStatus(name, wish.runtime(), ServiceState.WAITING, detail, pid, life.restarts());
        }
        return new ServiceStatus(name, wish.runtime(), life.state(), life.detail(), pid, life.restarts(), busy);
    }

    private Wish wish(boolean isNeeded) {
        if (!isToRun()) {
            return isNeeded ? Wish.STOP_LATER : Wish.STOP;
        }
        Optional<ServiceSpec> spec = wanted.get().spec();
        boolean isOld = spec.isPresent()
                && notes().filter(started -> !started.hash().equals(spec.get().hash())).isPresent();
        return isOld ? Wish.RENEW : Wish.RUN;
    }

    private String reason(String blockedBy) {
        return wanted.filter(wish -> wish.spec().isEmpty()).map(WantedService::reason).orElse(blockedBy);
    }

    boolean isRunning() {
        // Of a child of our own Java knows, without asking the system.
        return child.map(Process::isAlive)
                .orElseGet(() -> record.filter(started -> surroundings.processes().isRunning(started.process())).isPresent());
    }

    private String exit() {
        if (!startFailure.isEmpty()) {
            return startFailure;
        }
        String code = child.map(process -> "exit code " + process.exitValue())
                .orElse("ended while no container watched it, or was started by an earlier one: its exit code is not known");
        try {
            String line = log.lastLine(notes().map(ServiceNotes::logStart).orElse(0L));
            return line.isEmpty() ? code : code + ": " + line;
        } catch (IOException e) {
            return code + "; its log cannot be read: " + e.getMessage();
        }
    }

    private Optional<Verdict> takeVerdict() {
        Optional<Future<Verdict>> ended = check.filter(Future::isDone);
        if (ended.isEmpty()) {
            return Optional.empty();
        }
        check = Optional.empty();
        try {
            return Optional.of(ended.get().get());
        } catch (ExecutionException e) {
            return Optional.of(Verdict.failed("its health check broke: " + e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void act(Action action) {
        switch (action) {
            case NOTHING -> { }
            case START -> start(wanted.flatMap(WantedService::spec).orElseThrow());
            case CHECK -> {
                if (check.isEmpty()) {
                    check = Optional.of(surroundings.prober().begin(rules().healthCheck()));
                }
            }
            case SIGNAL -> record.ifPresent(started -> surroundings.processes().signal(started.process(), stopSignal()));
            case KILL -> record.ifPresent(started -> surroundings.processes().signalSession(started.process(), "KILL"));
        }
    }

    private void start(ServiceSpec spec) {
        check.ifPresent(running -> running.cancel(true));
        check = Optional.empty();
        child = Optional.empty();
        record = Optional.empty();
        try {
            log.rotateIfLong();
            ServiceNotes notes = new ServiceNotes(
                    owner, spec.hash(), life.restarts(), log.size(), spec.after(), spec.stopSignal(), spec.stopTime());
            Map<String, String> environment = new HashMap<>(surroundings.environment());
            environment.putAll(spec.environment());
            environment.put("CLOUDTIK_SERVICE", name);
            Started started = surroundings.launcher().start(new Launch(
                    name, spec.command(), environment, spec.directory(), log.file(), Optional.empty(), notes.toMap()));
            record = Optional.of(started.record());
            child = Optional.of(started.process());
            startFailure = "";
        } catch (PlatformException | IOException e) {
            startFailure = e.getMessage();
        }
    }

    /** What its process left behind in its session would hold its ports and files. */
    private void sweep() {
        record.ifPresent(ended -> surroundings.processes().signalSession(ended.process(), "KILL"));
    }

    private Optional<ServiceNotes> notes() {
        return record.map(LaunchRecord::notes).map(ServiceNotes::of);
    }

    private String stopSignal() {
        return notes().map(ServiceNotes::stopSignal).orElse("TERM");
    }

    private ServiceRules rules() {
        Duration stopTime = notes().map(ServiceNotes::stopTime).orElse(DEFAULT_STOP_TIME);
        return wanted.flatMap(WantedService::spec)
                .map(spec -> new ServiceRules(spec.healthCheck(), spec.restartPolicy(), stopTime))
                .orElse(new ServiceRules(HealthCheck.process(), RestartPolicy.ALWAYS, stopTime));
    }

    private void report(ServiceLife before, ServiceLife after) {
        if (before.phase() == after.phase()) {
            return;
        }
        switch (after.phase()) {
            case HEALTHY -> LOG.info("{} is healthy", name);
            case STARTING -> LOG.info("{} is being started", name);
            case STOPPED -> LOG.info("{} is stopped", name);
            case STOPPING -> LOG.info("{} is being stopped{}", name, because(after));
            case BACKING_OFF -> LOG.warn("{} ended{}", name, because(after));
            case UNHEALTHY -> LOG.warn("{} is unhealthy{}", name, because(after));
            case FAILED -> LOG.error("{} failed{}", name, because(after));
            case WAITING -> LOG.debug("{} waits{}", name, because(after));
        }
    }

    private static String because(ServiceLife life) {
        return life.detail().isEmpty() ? "" : ": " + life.detail();
    }
}
