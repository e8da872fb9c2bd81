package io.cloudtik.core.client;

import io.cloudtik.api.control.JobOperations;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.JobOutput;
import io.cloudtik.core.control.JobSubmission;
import io.cloudtik.core.time.Ids;
import io.cloudtik.core.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final int ID_DIGITS = 12;

    private final ClusterService clusters;
    private final Ids ids;
    private final Time time;

    @Activate
    public JobClient(@Reference ClusterService clusters, @Reference Ids ids, @Reference Time time) {
        this.clusters = clusters;
        this.ids = ids;
        this.time = time;
    }

    @Override
    public int submit(Path file, Submission submission, OutputSink sink, Progress progress) {
        refuseUnusableFiles(submission);
        try (ClusterScope scope = clusters.scope(file)) {
            ClusterUuid uuid = scope.requireUuid();
            String id = "job-" + ids.uuid().replace("-", "").substring(0, ID_DIGITS);
            try (HeadConnection head = scope.connectHead(uuid)) {
                upload(head, id, submission, progress);
                head.submit(new JobSubmission(id, new JobRequest(
                        submission.script().getFileName().toString(),
                        submission.mainClass(),
                        submission.arguments(),
                        submission.options())));
                progress.step(id, "started");
            }
            return follow(scope, uuid, id, sink);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(Kind.UNAVAILABLE, "following the job was interrupted; it goes on", e)
                    .withRemedy("cloudtik status <cluster.yaml> shows how it ends");
        }
    }

    private static void refuseUnusableFiles(Submission submission) {
        List<Path> files = new ArrayList<>(submission.files());
        files.add(submission.script());
        Set<String> names = new HashSet<>();
        List<Problem> twice = files.stream()
                .filter(path -> !names.add(path.getFileName().toString()))
                .map(path -> Problem.error(Place.in(path.toString()), "",
                        "two files of a job have the name '" + path.getFileName() + "'", "rename one of them"))
                .toList();
        if (!twice.isEmpty()) {
            throw new InvalidInputException(new Problems(twice));
        }
        List<Problem> problems = files.stream()
                .filter(path -> !Files.isRegularFile(path))
                .map(path -> Problem.error(Place.in(path.toString()), "", "there is no such file", "check the path"))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidInputException(new Problems(problems));
        }
    }

    private static void upload(HeadConnection head, String id, Submission submission, Progress progress) {
        String folder = ".cloudtik/" + ControlPlane.JOBS_FOLDER + "/" + id + "/";
        List<Path> files = new ArrayList<>(submission.files());
        files.add(submission.script());
        for (Path path : files) {
            progress.activity(id, "copying " + path.getFileName());
            head.executor().upload(path, folder + path.getFileName(), 0600);
        }
        progress.activity(id, "");
    }

    private int follow(ClusterScope scope, ClusterUuid uuid, String id, OutputSink sink) throws InterruptedException {
        Follower follower = new Follower(id, sink);
        Duration lastAnswer = time.monotonic();
        while (!follower.hasEnded()) {
            try (HeadConnection head = scope.connectHead(uuid)) {
                while (!follower.hasEnded()) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("following " + id);
                    }
                    follower.read(head);
                    lastAnswer = time.monotonic();
                }
            } catch (PlatformException e) {
                boolean away = e.kind() == Kind.UNAVAILABLE || e.kind() == Kind.UNKNOWN;
                if (!away || time.monotonic().minus(lastAnswer).compareTo(PATIENCE) > 0) {
                    throw e;
                }
                time.await(RETRY_DELAY);
            }
        }
        return follower.exitCode();
    }

    /** Hands a job's output on, remembering how far, so that nothing is told twice after a reconnect. */
    private static final class Follower {

        private final String id;
        private final OutputSink sink;
        private long stdout;
        private long stderr;
        private Optional<JobOutput> end = Optional.empty();

        private Follower(String id, OutputSink sink) {
            this.id = id;
            this.sink = sink;
        }

        void read(HeadConnection head) {
            JobOutput output = head.output(id, stdout, stderr);
            byte[] out = Base64.getDecoder().decode(output.stdout());
            byte[] err = Base64.getDecoder().decode(output.stderr());
            if (out.length > 0) {
                sink.stdout(out, out.length);
            }
            if (err.length > 0) {
                sink.stderr(err, err.length);
            }
            stdout += out.length;
            stderr += err.length;
            if (out.length + err.length == 0 && !output.state().equals("RUNNING")) {
                end = Optional.of(output);
            }
        }

        boolean hasEnded() {
            return end.isPresent();
        }

        int exitCode() {
            return end.flatMap(JobOutput::exitCode).orElseThrow(() -> new PlatformException(Kind.UNKNOWN,
                    "job " + id + " was lost: neither its process nor its exit code is there"));
        }
    }

    @Override
    public List<JobStatus> list(Path file) {
        try (ClusterScope scope = clusters.scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.jobs();
        }
    }
}
