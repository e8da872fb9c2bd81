package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.node.JobRunner;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.JobSupport;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.core.control.JobOutput;
import io.cloudtik.core.control.JobReadiness;
import io.cloudtik.core.control.JobSubmission;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.Time;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Jobs of the cluster: planned by their runtime, run by the head's job runner, remembered in the shared state. */
final class JobService {

    private static final String TABLE = "job";
    private static final Duration LONGEST_POLL = Duration.ofSeconds(2);
    private static final Duration POLL_STEP = Duration.ofMillis(100);
    private static final int SHOWN = 20;

    /** What is remembered of a job; how it stands is asked of the runner. */
    private record JobRecord(String id, String name, String runtime, Instant submittedAt) {}

    private final ClusterController controller;
    private final Runtimes runtimes;
    private final JobRunner runner;
    private final RecordCodec codec;
    private final StateStore store;
    private final Time time;

    JobService(ClusterController controller, Runtimes runtimes, JobRunner runner, RecordCodec codec, Time time) {
        this.controller = controller;
        this.runtimes = runtimes;
        this.runner = runner;
        this.codec = codec;
        this.store = controller.store();
        this.time = time;
    }

    /** What a job needs that is not there yet. Begins to fetch what can be fetched; remembers nothing of the job. */
    JobReadiness check(JobSubmission submission) {
        runner.find(submission.id()); // Refuses an id that it could not run.
        JobPlan plan = plan(runtimeFor(submission.request()), submission.request());
        return new JobReadiness(runner.awaited(submission.id(), plan).orElse(""), plan.needs());
    }

    /** Starts a job; the same id again starts nothing. */
    JobStatus submit(JobSubmission submission) {
        runner.find(submission.id()); // Refuses an id that it could not run, before anything is stored.
        StateKey key = StateKey.durable(TABLE, submission.id());
        Optional<JobRecord> known = store.get(key).map(value -> codec.decode(value.text(), JobRecord.class));
        JobRecord job = known.orElseGet(() -> fresh(submission));
        if (known.isPresent() && runner.find(job.id()).isPresent()) {
            return status(job);
        }
        // Planned before it is recorded: a job that its runtime refuses leaves nothing behind.
        JobPlan plan = plan(job.runtime(), submission.request());
        if (known.isEmpty()) {
            store.compareAndSet(key, codec.encode(job), 0, controller.epoch());
        }
        runner.start(job.id(), plan);
        return status(job);
    }

    private JobRecord fresh(JobSubmission submission) {
        JobRequest request = submission.request();
        return new JobRecord(
                submission.id(), request.mainClass().orElse(request.fileName()), runtimeFor(request), time.now());
    }

    /** The name of the first runtime that accepts it, or that of the interpreters of the head. */
    private String runtimeFor(JobRequest request) {
        ClusterSpec spec = controller.spec();
        return spec.runtimes().stream()
                .map(RuntimeSpec::name)
                .filter(name -> runtimes.with(name,
                        runtime -> runtime.jobs().map(jobs -> jobs.accepts(request)).orElse(false)))
                .findFirst()
                .or(() -> Optional.of(ScriptJobs.NAME).filter(name -> ScriptJobs.accepts(request)))
                .orElseThrow(() -> new PlatformException(Kind.INVALID,
                                "no runtime of cluster '" + spec.name() + "' runs '" + request.fileName() + "'; it has: "
                                        + spec.runtimes().stream().map(RuntimeSpec::name).toList())
                        .withRemedy("submit a script that ends in .sh or .py, or, to a cluster with the spark runtime, a jar or"
                                + " an SQL file"));
    }

    private JobPlan plan(String name, JobRequest submitted) {
        JobRequest request = submitted.literal();
        if (name.equals(ScriptJobs.NAME)) {
            return ScriptJobs.plan(request);
        }
        RuntimeSpec spec = controller.spec().runtimes().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PlatformException(Kind.CONFLICT, "runtime '" + name + "' is gone"));
        NodeContext context = controller.headContext(spec);
        return runtimes.with(name, runtime -> {
            JobSupport support = runtime.jobs().orElseThrow(
                    () -> new PlatformException(Kind.CONFLICT, "runtime '" + name + "' runs no jobs now"));
            return support.plan(request, context);
        });
    }

    /** The latest jobs, newest last. */
    List<JobStatus> list() {
        List<JobRecord> jobs = store.list(Durability.DURABLE, TABLE).values().stream()
                .map(value -> codec.decode(value.text(), JobRecord.class))
                .sorted(Comparator.comparing(JobRecord::submittedAt))
                .toList();
        return jobs.subList(Math.max(0, jobs.size() - SHOWN), jobs.size()).stream().map(this::status).toList();
    }

    /** @throws PlatformException NOT_FOUND if no such job was submitted */
    JobStatus find(String id) {
        runner.find(id); // Refuses an id that none can have.
        return store.get(StateKey.durable(TABLE, id))
                .map(value -> status(codec.decode(value.text(), JobRecord.class)))
                .orElseThrow(() -> noSuchJob(id));
    }

    /** Ends a job's processes; one that has ended already is success. */
    JobStatus cancel(String id) {
        find(id);
        runner.cancel(id);
        return find(id);
    }

    private static PlatformException noSuchJob(String id) {
        return new PlatformException(Kind.NOT_FOUND, "there is no job '" + id + "'")
                .withRemedy("cloudtik job list <cluster.yaml> shows the latest jobs");
    }

    private JobStatus status(JobRecord job) {
        Optional<JobRunner.Job> run;
        try {
            run = runner.find(job.id());
        } catch (PlatformException e) {
            run = Optional.empty(); // One job that cannot be read does not hide the others.
        }
        Optional<Integer> exitCode = run.flatMap(JobRunner.Job::exitCode);
        JobStatus.State state = run.map(found -> switch (found.state()) {
            case RUNNING -> JobStatus.State.RUNNING;
            case EXITED -> exitCode.orElse(1) == 0 ? JobStatus.State.SUCCEEDED : JobStatus.State.FAILED;
            case LOST -> JobStatus.State.LOST;
        }).orElse(JobStatus.State.LOST);
        return new JobStatus(job.id(), job.name(), job.runtime(), state, job.submittedAt(), exitCode);
    }

    /**
     * What a job wrote after two offsets; waits up to two seconds for something to come.
     *
     * @throws InterruptedException if the server is closed meanwhile
     */
    JobOutput output(String id, long stdoutFrom, long stderrFrom) throws InterruptedException {
        if (stdoutFrom < 0 || stderrFrom < 0) {
            throw new IllegalArgumentException("output begins at 0, not at " + Math.min(stdoutFrom, stderrFrom));
        }
        Duration end = time.monotonic().plus(LONGEST_POLL);
        while (true) {
            // The state is read before the output, so that "ended" and "nothing more" together mean the end.
            JobRunner.Job job = runner.find(id)
                    .orElseThrow(() -> noSuchJob(id));
            Path folder = runner.folder(id);
            byte[] stdout = piece(folder.resolve("stdout.log"), stdoutFrom);
            byte[] stderr = piece(folder.resolve("stderr.log"), stderrFrom);
            boolean something = stdout.length > 0 || stderr.length > 0 || job.state() != JobRunner.State.RUNNING;
            if (something || time.monotonic().compareTo(end) > 0) {
                Base64.Encoder base64 = Base64.getEncoder();
                return new JobOutput(
                        base64.encodeToString(stdout), base64.encodeToString(stderr), job.state().name(), job.exitCode());
            }
            time.await(POLL_STEP);
        }
    }

    private static byte[] piece(Path file, long from) {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long left = Math.max(0, in.length() - from);
            byte[] bytes = new byte[(int) Math.min(left, JobOutput.LARGEST_PIECE)];
            in.seek(from);
            in.readFully(bytes);
            return bytes;
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
