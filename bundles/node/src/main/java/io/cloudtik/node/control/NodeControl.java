package io.cloudtik.node.control;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.node.artifact.ArtifactLibrary;
import io.cloudtik.node.plan.CurrentPlan;
import io.cloudtik.node.plan.PlanApplier;
import io.cloudtik.node.service.NodeDrain;
import io.cloudtik.node.service.Supervisor;
import io.cloudtik.node.system.NamedThreads;
import io.cloudtik.node.system.Troubles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work of a node controller, on two threads: one looks after the services, the other beats and asks for the plan, so
 * that a shared state that does not answer keeps no service waiting.
 */
final class NodeControl implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeControl.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(1);
    private static final Duration BUSY = Duration.ofMillis(200);
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final int BEATS_BEFORE_APPLYING_AGAIN = 10;

    private final NodeFiles files;
    private final RecordCodec codec;
    private final Beat beat;
    private final Supervisor supervisor;
    private final ArtifactLibrary artifacts;
    private final PlanApplier systemPlan;
    private final PlanApplier plan;
    private final KeepAliveLoop loop;
    private final NodeDrain drain;
    private final Troubles troubles = new Troubles(LOG);
    private final ScheduledThreadPoolExecutor beats = thread("node-beat");
    private final ScheduledThreadPoolExecutor supervision = thread("node-supervision");
    private String planHash = "";
    /** As supervision saw them last. */
    private Map<String, ServiceState> states = Map.of();
    private volatile boolean systemPlanIsRead;
    private int beatsSinceApplied;
    private volatile long lastBeat = System.nanoTime();

    NodeControl(
            NodeFiles files,
            RecordCodec codec,
            Beat beat,
            Supervisor supervisor,
            ArtifactLibrary artifacts,
            PlanApplier systemPlan,
            PlanApplier plan,
            KeepAliveLoop loop) {
        this.files = files;
        this.codec = codec;
        this.beat = beat;
        this.supervisor = supervisor;
        this.artifacts = artifacts;
        this.systemPlan = systemPlan;
        this.plan = plan;
        this.loop = loop;
        drain = new NodeDrain(supervisor);
    }

    void start() {
        artifacts.onChange(this::applyAgain);
        attempt("the system plan", this::applySystemPlan);
        attempt("the plan kept on this node", () -> files.lastPlan()
                .ifPresent(text -> apply(codec.decode(text, NodePlan.class), text)));
        supervision.execute(this::supervise);
        beats.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    CurrentPlan currentPlan() {
        return plan;
    }

    List<ServiceStatus> services() {
        return supervisor.statuses();
    }

    Duration sinceBeat() {
        return Duration.ofNanos(System.nanoTime() - lastBeat);
    }

    /** Leaves the services running: the next container takes them over. */
    @Override
    public void close() {
        supervision.shutdown();
        beats.shutdownNow();
        artifacts.close();
        drain.close();
        NamedThreads.join(beats, LONGEST_END);
        NamedThreads.join(supervision, LONGEST_END);
        supervisor.close();
    }

    private void supervise() {
        boolean isMoving = false;
        try {
            isMoving = supervisor.tick();
            tellChanges();
            loop.look();
            troubles.recovered("supervision");
        } catch (RuntimeException e) {
            troubles.failed("supervision", "cannot look after the services", e);
        }
        supervision.schedule(this::supervise, (isMoving ? BUSY : CALM).toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Others wait for it: the next service, the next node, a user. */
    private void tellChanges() {
        Map<String, ServiceState> now = supervisor.statuses().stream()
                .collect(Collectors.toMap(ServiceStatus::name, ServiceStatus::state));
        if (!now.equals(states)) {
            states = now;
            beats.execute(this::exchange);
        }
    }

    private void beat() {
        String before = planHash;
        exchange();
        if (!planHash.equals(before)) {
            exchange(); // That the plan is applied is waited for too.
        }
        beatsSinceApplied++;
        if (beatsSinceApplied >= BEATS_BEFORE_APPLYING_AGAIN) {
            beatsSinceApplied = 0;
            applyAgain();
        }
    }

    private void exchange() {
        attempt("the shared state", () -> {
            Optional<String> wanted = beat.exchange(
                    planHash, supervisor.statuses(), artifacts.activity(), drain.status(), loop.restarts());
            lastBeat = System.nanoTime();
            // A store that lost the plan is no reason to end what runs.
            wanted.ifPresent(text -> attempt("this node's plan", () -> applyIfNew(text)));
        });
    }

    private void applyIfNew(String text) {
        if (!NodePlan.hashOf(text).equals(planHash)) {
            NodePlan wanted = codec.decode(text, NodePlan.class);
            files.keepPlan(text);
            apply(wanted, text);
        }
    }

    private void apply(NodePlan wanted, String text) {
        String hash = NodePlan.hashOf(text);
        LOG.info("applying plan {} with {} services", hash, wanted.services().size());
        plan.apply(wanted);
        plan.draining().ifPresent(drain::begin);
        // Only now: a heartbeat must not speak of the new plan while the services it tells of are the old one's.
        planHash = hash;
    }

    private void applyAgain() {
        attempt("the system plan", systemPlanIsRead ? systemPlan::applyAgain : this::applySystemPlan);
        attempt("this node's plan", plan::applyAgain);
    }

    /** Tried again later if it cannot be read now: on the head all else depends on it. */
    private void applySystemPlan() {
        NodePlan wanted = files.systemPlan();
        systemPlanIsRead = true;
        systemPlan.apply(wanted);
    }

    private void attempt(String what, Runnable step) {
        try {
            step.run();
            troubles.recovered(what);
        } catch (PlatformException e) {
            troubles.failed(what, what + " has to wait", e);
        } catch (RuntimeException e) {
            troubles.failed(what, what + " met a defect", e);
        }
    }

    private static ScheduledThreadPoolExecutor thread(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, new NamedThreads(name));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return executor;
    }
}
