package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.exec.ExecutorFactory;
import io.cloudtik.api.spi.node.JobRunner;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.journal.JournalFiles;
import io.cloudtik.core.metrics.ControllerMeters;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.Scheduler;
import io.cloudtik.core.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes a container a head: the control API at once, and the cluster controller as soon as the shared state answers
 * and the bundles its cluster needs are there.
 */
@Component(service = HeadRole.class, immediate = true)
@SatisfyingConditionTarget(Role.HEAD_CONDITION)
public final class HeadRole {

    private static final Logger log = LoggerFactory.getLogger(HeadRole.class);
    private static final Duration PASS_DELAY = Duration.ofSeconds(1);
    private static final Duration LOOK_DELAY = Duration.ofMillis(200);

    private final ClusterController.Surroundings around;
    private final HeadFiles files;
    private final JobRunner jobRunner;
    private final Scheduler.Repetition loop;
    private final Scheduler.Repetition looks;

    private Optional<ControlServer> server = Optional.empty();
    private volatile Optional<ClusterController> controller = Optional.empty();
    private volatile Optional<JobService> jobs = Optional.empty();
    private volatile String trouble = "it has just begun";

    @Activate
    public HeadRole(
            @Reference Installation installation,
            @Reference RecordCodec codec,
            @Reference ConfigLoader loader,
            @Reference Providers providers,
            @Reference Runtimes runtimes,
            @Reference(target = "(name=ssh)") ExecutorFactory executors,
            @Reference(target = "(name=redis)") StateBackend backend,
            @Reference JobRunner jobRunner,
            @Reference Time time,
            @Reference Scheduler scheduler) {
        this.around = new ClusterController.Surroundings(
                installation, codec, loader, providers, runtimes, executors, backend, time, scheduler,
                new ControllerMeters(time),
                new JournalFiles(installation.home().resolve("journal"), JournalFiles.Limits.DEFAULT));
        this.files = new HeadFiles(installation, codec);
        this.jobRunner = jobRunner;
        this.loop = scheduler.repeat("controller", PASS_DELAY, this::pass);
        this.looks = scheduler.repeat("awaited-nodes", LOOK_DELAY, () -> controller.ifPresent(ClusterController::look));
    }

    private final class LiveParts implements HeadParts {

        @Override
        public Optional<ClusterController> findController() {
            return controller;
        }

        @Override
        public Optional<JobService> findJobs() {
            return jobs;
        }

        @Override
        public String trouble() {
            return trouble;
        }
    }

    HeadParts parts() {
        return new LiveParts();
    }

    Secret controlToken() {
        return files.controlToken();
    }

    ControllerMeters meters() {
        return around.meters();
    }

    private List<Routes> routes() {
        HeadParts parts = parts();
        return List.of(
                new ClusterRoutes(parts, around.codec()),
                new JobRoutes(parts, around.codec()),
                new WorkerRoutes(parts, around.codec()),
                new RuntimeRoutes(parts, around.codec()),
                new DiagnosticRoutes(parts, around.installation().home()),
                new ExplainRoutes(parts));
    }

    private void pass() {
        try {
            if (server.isEmpty()) {
                server = Optional.of(ControlServer.open(
                        files.identity().address(), files.controlToken(), around.codec(), routes(), around.scheduler()));
            }
            if (controller.isEmpty()) {
                ClusterController fresh = ClusterController.start(around, files, this::again);
                jobs = Optional.of(new JobService(fresh, around.runtimes(), jobRunner, around.codec(), around.time()));
                controller = Optional.of(fresh);
            }
            controller.get().pass();
            report("");
        } catch (PlatformException | InvalidInputException e) {
            report(e.getMessage());
        } catch (RuntimeException e) {
            if (!String.valueOf(e).equals(trouble)) {
                log.error("the cluster controller met a defect", e);
            }
            report(String.valueOf(e));
        }
    }

    /** A trouble that lasts is told once, and once more when it is over. */
    private void report(String now) {
        if (controller.isEmpty()) {
            around.meters().startFailed();
        }
        if (!now.equals(trouble)) {
            if (now.isEmpty()) {
                log.info("the cluster controller works");
            } else {
                log.warn("the cluster controller changes nothing for now: {}", now);
            }
            trouble = now;
        }
    }

    private void again() {
        if (loop != null) {
            loop.trigger();
        }
    }

    @Deactivate
    public void deactivate() {
        looks.close();
        loop.close();
        server.ifPresent(ControlServer::close);
        controller.ifPresent(ClusterController::close);
    }
}
