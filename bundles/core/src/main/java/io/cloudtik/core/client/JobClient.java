package io.cloudtik.core.client;

import io.cloudtik.api.control.JobOperations;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.JobReadiness;
import io.cloudtik.core.control.JobSubmission;
import io.cloudtik.core.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** The operations on jobs, on a person's machine. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class JobClient implements JobOperations {

    /** How long a head may be away, say for a restart of its container, before the client gives up following a job. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private final ClusterService clusters;
    private final Time time;

    @Activate
    public JobClient(@Reference ClusterService clusters, @Reference Time time) {
        this.clusters = clusters;
        this.time = time;
    }

    @Override
    public int submit(Path file, Submission submission, OutputSink sink, Progress progress) {
        JobBaggage baggage = JobBaggage.of(submission);
        JobRequest request = baggage.request(submission.script().getFileName().toString());
        return run(file, request, (executor, id) -> new JobFiles(executor, id).bring(baggage, progress), sink, progress);
    }

    @Override
    public int run(Path file, HeadScript script, OutputSink sink, Progress progress) {
        NodePath path = NodePath.of(script.path());
        JobBaggage baggage = JobBaggage.of(path, script.call());
        Delivery delivery = (executor, id) -> {
            JobFiles files = new JobFiles(executor, id);
            files.link(path);
            files.bring(baggage, progress);
        };
        return run(file, baggage.request(path.name()), delivery, sink, progress);
    }

    /** Sees to it that a job's folder on the head has what the job needs. */
    private interface Delivery {
        void to(CommandExecutor head, String id);
    }

    private int run(Path file, JobRequest request, Delivery delivery, OutputSink sink, Progress progress) {
        try (ClusterScope scope = clusters.scope(file)) {
            ClusterUuid uuid = scope.requireUuid();
            String id = "job-" + clusters.freshId();
            JobSubmission job = new JobSubmission(id, request);
            awaitNeeds(scope, uuid, job, progress);
            try (HeadConnection head = scope.connectHead(uuid)) {
                delivery.to(head.executor(), id);
                begin(scope, uuid, head, job);
                progress.step(id, "started");
            }
            JobStatus end = follow(scope, uuid, id, sink);
            progress.step(id, words(end));
            return end.exitCode().orElseThrow(() -> new PlatformException(Kind.UNKNOWN, "job " + id
                            + " was lost: neither its process nor its exit code is there")
                    .withRemedy("cloudtik job logs <cluster.yaml> " + id + " shows what it printed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    private static PlatformException interrupted(InterruptedException e) {
        return new PlatformException(Kind.UNAVAILABLE, "following the job was interrupted; it goes on", e)
                .withRemedy("cloudtik job list <cluster.yaml> names it, and cloudtik job logs -f goes on showing its output");
    }

    private static String words(JobStatus job) {
        return switch (job.state()) {
            case RUNNING -> "runs";
            case SUCCEEDED -> "succeeded";
            case LOST -> "was lost";
            case FAILED -> "failed" + job.exitCode().map(code -> " with exit code " + code).orElse("");
        };
    }

    /** Before anything is uploaded: what the head must fetch for the job is there, and the nodes have what they must. */
    private void awaitNeeds(ClusterScope scope, ClusterUuid uuid, JobSubmission job, Progress progress)
            throws InterruptedException {
        Duration lastAnswer = time.monotonic();
        while (true) {
            try (HeadConnection head = scope.connectHead(uuid)) {
                JobReadiness readiness = head.check(job);
                while (!readiness.awaited().isEmpty()) {
                    lastAnswer = time.monotonic();
                    progress.activity(job.id(), readiness.awaited());
                    time.await(RETRY_DELAY);
                    readiness = head.check(job);
                }
                progress.activity(job.id(), "");
                if (!readiness.needs().isEmpty()) {
                    NodeRun run = new NodeRun(
                            member -> scope.connect(member.machine()), scope.around().scheduler());
                    new JobNeeds(run, scope.members(uuid)).require(readiness.needs(), progress);
                }
                return;
            } catch (PlatformException e) {
                if (!mayPass(e) || time.monotonic().minus(lastAnswer).compareTo(PATIENCE) > 0) {
                    throw e;
                }
                progress.activity(job.id(), e.getMessage());
                time.await(RETRY_DELAY);
            }
        }
    }

    /** The same id again starts nothing, so what was asked is asked again when the answer was lost. */
    private void begin(ClusterScope scope, ClusterUuid uuid, HeadConnection first, JobSubmission job)
            throws InterruptedException {
        Duration end = time.monotonic().plus(PATIENCE);
        try {
            first.submit(job);
            return;
        } catch (PlatformException e) {
            if (!mayPass(e)) {
                throw e;
            }
        }
        while (true) {
            time.await(RETRY_DELAY);
            try (HeadConnection head = scope.connectHead(uuid)) {
                head.submit(job);
                return;
            } catch (PlatformException e) {
                if (!mayPass(e) || time.monotonic().compareTo(end) > 0) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayPass(PlatformException failure) {
        return failure.kind() == Kind.UNAVAILABLE || failure.kind() == Kind.UNKNOWN;
    }

    private JobStatus follow(ClusterScope scope, ClusterUuid uuid, String id, OutputSink sink)
            throws InterruptedException {
        JobFollower follower = new JobFollower(id, sink);
        Duration lastAnswer = time.monotonic();
        while (true) {
            try (HeadConnection head = scope.connectHead(uuid)) {
                while (!follower.hasEnded()) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("following " + id);
                    }
                    follower.read(head);
                    lastAnswer = time.monotonic();
                }
                return head.get(ControlPlane.JOB + "?" + HeadConnection.query("id", id), JobStatus.class);
            } catch (PlatformException e) {
                if (!mayPass(e) || time.monotonic().minus(lastAnswer).compareTo(PATIENCE) > 0) {
                    throw e;
                }
                time.await(RETRY_DELAY);
            }
        }
    }

    @Override
    public List<JobStatus> list(Path file) {
        try (ClusterScope scope = clusters.scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.jobs();
        }
    }

    @Override
    public JobStatus find(Path file, String id) {
        try (ClusterScope scope = clusters.scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.get(ControlPlane.JOB + "?" + HeadConnection.query("id", id), JobStatus.class);
        }
    }

    @Override
    public JobStatus output(Path file, String id, boolean follow, OutputSink sink) {
        try (ClusterScope scope = clusters.scope(file)) {
            ClusterUuid uuid = scope.requireUuid();
            if (follow) {
                return follow(scope, uuid, id, sink);
            }
            try (HeadConnection head = scope.connectHead(uuid)) {
                JobStatus job = head.get(ControlPlane.JOB + "?" + HeadConnection.query("id", id), JobStatus.class);
                new JobFollower(id, sink).readWhatThereIs(head);
                return job;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    @Override
    public JobStatus cancel(Path file, String id) {
        try (ClusterScope scope = clusters.scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.post(ControlPlane.JOB_CANCEL + "?" + HeadConnection.query("id", id), Map.of(), JobStatus.class);
        }
    }
}
