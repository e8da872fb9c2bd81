package io.cloudtik.core.head;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.node.JobRunner;
import io.cloudtik.api.spi.runtime.JobPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs nothing: jobs stand as their test says, and write what it writes for them. */
final class FakeJobRunner implements JobRunner {

    private final Path root;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, JobPlan> plans = new LinkedHashMap<>();
    private boolean failing;
    private String awaited = "";

    FakeJobRunner(Path root) {
        this.root = root;
    }

    /** The next start fails and does nothing. */
    void failNext() {
        failing = true;
    }

    void end(String id, int exitCode) {
        jobs.put(id, new Job(id, State.EXITED, Optional.of(exitCode)));
    }

    void lose(String id) {
        jobs.put(id, new Job(id, State.LOST, Optional.empty()));
    }

    void print(String id, String file, String text) {
        try {
            Files.writeString(folder(id).resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The plans of the jobs that were started, by id. */
    Map<String, JobPlan> plans() {
        return plans;
    }

    @Override
    public Path folder(String id) {
        try {
            return Files.createDirectories(root.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every job waits for from now on. */
    void await(String what) {
        awaited = what;
    }

    @Override
    public Optional<String> awaited(String id, JobPlan plan) {
        return Optional.of(awaited).filter(text -> !text.isEmpty());
    }

    @Override
    public void start(String id, JobPlan plan) {
        if (failing) {
            failing = false;
            throw new PlatformException(Kind.UNAVAILABLE, "artifact 'spark' is not installed yet");
        }
        if (plans.putIfAbsent(id, plan) == null) {
            jobs.put(id, new Job(id, State.RUNNING, Optional.empty()));
        }
    }

    @Override
    public Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public List<Job> list() {
        return List.copyOf(jobs.values());
    }

    @Override
    public void cancel(String id) {
        lose(id);
    }
}
