package io.cloudtik.node.job;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.node.JobRunner.Job;
import io.cloudtik.api.spi.node.JobRunner.State;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.node.plan.PlanFiles;
import io.cloudtik.node.plan.PlanVariables;
import io.cloudtik.node.system.AtomicFiles;
import io.cloudtik.node.system.DetachedLauncher;
import io.cloudtik.node.system.Launch;
import io.cloudtik.node.system.LaunchRecord;
import io.cloudtik.node.system.ProcessIdentity;
import io.cloudtik.node.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * The jobs of this node, each with a folder of its own. A small shell script runs the driver and writes its exit code by a
 * rename, so that it is known whoever watches; a job with neither process nor exit code is lost.
 */
final class Jobs {

    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,63}");
    private static final String EXIT_CODE = "exit-code";
    private static final String STARTED_AT = "started-at";
    /** The trap lets the script outlive a TERM to the whole session, to write down how the driver ended. */
    private static final String SCRIPT =
            "trap : TERM; \"$@\"; code=$?; echo $code >.exit-code.new && mv .exit-code.new " + EXIT_CODE;
    private static final int TERMINATED = 143;
    private static final int KILLED = 137;
    /** What was killed is gone at once, unless the system itself holds it. */
    private static final Duration KILL_TIME = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Path home;
    private final ProcessTable processes;
    private final DetachedLauncher launcher;
    private final InstantSource time;
    private final Map<String, String> environment;
    private final Duration stopTime;

    /**
     * @param home of the node; jobs live in {@code jobs} there
     * @param environment that every job gets before its own
     * @param stopTime how long a cancelled job may take to end before it is killed
     */
    Jobs(Path home, ProcessTable processes, InstantSource time, Map<String, String> environment, Duration stopTime) {
        this.home = home;
        this.processes = processes;
        this.time = time;
        this.environment = Map.copyOf(environment);
        this.stopTime = stopTime;
        launcher = new DetachedLauncher(home.resolve("jobs/.run"), processes);
    }

    Path folder(String id) {
        try {
            return AtomicFiles.makeFolder(path(id));
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot make the folder of job " + id + ": " + e.getMessage(), e);
        }
    }

    /**
     * @param plan whose variables the job's texts may hold
     * @param planEnvironment of the node's plan, filled; the job's own wins
     */
    synchronized void start(String id, JobPlan job, PlanVariables plan, Map<String, String> planEnvironment) {
        if (record(id).isPresent()) {
            return;
        }
        Path folder = folder(id);
        PlanVariables variables = plan.withJob(folder);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "job-" + id));
        command.addAll(variables.fill(job.command()));
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables.fill(planEnvironment));
        all.putAll(variables.fill(job.environment()));
        all.put("CLOUDTIK_JOB", id);
        PlanFiles files = new PlanFiles(folder);
        job.files().forEach(file -> files.write(file, variables));
        launcher.start(new Launch(
                id,
                command,
                all,
                folder,
                folder.resolve("stdout.log"),
                Optional.of(folder.resolve("stderr.log")),
                Map.of(STARTED_AT, time.instant().toString())));
    }

    /** Not while one is being started: its intent would be taken for one that a dead container left. */
    synchronized Optional<Job> find(String id) {
        path(id);
        return launcher.recover(id).map(record -> job(id, record.process()));
    }

    synchronized List<Job> list() {
        return launcher.names().stream()
                .sorted(Comparator.comparing(this::startedAt).thenComparing(Comparator.naturalOrder()))
                .flatMap(id -> find(id).stream())
                .toList();
    }

    /** All that may hold variables. */
    static List<String> texts(JobPlan job) {
        List<String> texts = new ArrayList<>(job.command());
        texts.addAll(job.environment().values());
        job.files().stream()
                .filter(file -> file.encoding() == PlannedFile.Encoding.TEXT)
                .forEach(file -> texts.add(file.content()));
        return texts;
    }

    private synchronized Optional<LaunchRecord> record(String id) {
        path(id);
        return launcher.recover(id);
    }

    void cancel(String id) {
        Optional<LaunchRecord> record = record(id);
        if (record.isEmpty() || exitCode(id).isPresent()) {
            return;
        }
        ProcessIdentity leader = record.get().process();
        // What the script starts while the others are being told has not heard it; it is told when it is seen.
        Set<Long> told = new HashSet<>();
        boolean deaf = !isEnded(leader, stopTime, () -> processes.signalNewcomers(leader, "TERM", told));
        isEnded(leader, KILL_TIME, () -> processes.signalSession(leader, "KILL"));
        if (exitCode(id).isEmpty()) {
            // The script itself is gone without a word: it was killed, or the TERM met it before it had set its trap.
            write(id, deaf ? KILLED : TERMINATED);
        }
    }

    /** Whether nothing of its session is left after a signal that is given again and again. */
    private boolean isEnded(ProcessIdentity leader, Duration patience, Runnable signal) {
        Instant deadline = time.instant().plus(patience);
        while (!processes.session(leader).isEmpty()) {
            signal.run();
            if (time.instant().isAfter(deadline) || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    private Job job(String id, ProcessIdentity process) {
        // Running is asked first: a job that ends in between has written its exit code when we look for it.
        boolean running = processes.isRunning(process);
        Optional<Integer> exitCode = exitCode(id);
        if (exitCode.isPresent()) {
            return new Job(id, State.EXITED, exitCode);
        }
        return new Job(id, running ? State.RUNNING : State.LOST, Optional.empty());
    }

    private Optional<Integer> exitCode(String id) {
        Path file = path(id).resolve(EXIT_CODE);
        try {
            return Files.exists(file) ? Optional.of(Integer.valueOf(Files.readString(file).strip())) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // Cut off by a loss of power: how the job ended is not known.
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot read the exit code of job " + id + ": " + e.getMessage(), e);
        }
    }

    private void write(String id, int exitCode) {
        try {
            AtomicFiles.write(path(id).resolve(EXIT_CODE), exitCode + "\n");
        } catch (IOException e) {
            throw new PlatformException(Kind.UNAVAILABLE, "cannot write the exit code of job " + id + ": " + e.getMessage(), e);
        }
    }

    private Instant startedAt(String id) {
        return launcher.recover(id)
                .map(record -> record.notes().get(STARTED_AT))
                .map(Instant::parse)
                .orElse(Instant.MAX);
    }

    private Path path(String id) {
        if (!ID.matcher(id).matches()) {
            throw new PlatformException(Kind.INVALID, "'" + id + "' is no job id: 1 to 63 small letters, digits and hyphens");
        }
        return home.resolve("jobs").resolve(id);
    }
}
