package io.cloudtik.node.job;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.node.JobRunner;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.node.plan.CurrentPlan;
import io.cloudtik.node.system.CleanEnvironment;
import io.cloudtik.node.system.MonotonicTime;
import io.cloudtik.node.system.ProcessTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** Runs jobs with the variables of the plan this node has. */
@Component(service = JobRunner.class)
@SatisfyingConditionTarget(Role.NODE_CONDITION)
public final class NodeJobRunner implements JobRunner {

    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final CurrentPlan plan;

    @Activate
    public NodeJobRunner(@Reference Installation installation, @Reference CurrentPlan plan) {
        this.plan = plan;
        jobs = new Jobs(
                installation.home(),
                ProcessTable.ofThisMachine(),
                new MonotonicTime(),
                CleanEnvironment.of(System.getenv()),
                STOP_TIME);
    }

    @Override
    public Path folder(String id) {
        return jobs.folder(id);
    }

    @Override
    public Optional<String> awaited(String id, JobPlan job) {
        try {
            List<String> coming = plan.variables(id, job.artifacts()).coming(Jobs.texts(job));
            return coming.isEmpty() ? Optional.empty() : Optional.of("fetching " + String.join(", ", coming));
        } catch (PlatformException e) {
            plan.release(id);
            throw e;
        }
    }

    @Override
    public void start(String id, JobPlan job) {
        jobs.start(id, job, plan.variables(id, job.artifacts()), plan.environment());
        plan.release(id);
    }

    @Override
    public Optional<Job> find(String id) {
        return jobs.find(id);
    }

    @Override
    public List<Job> list() {
        return jobs.list();
    }

    @Override
    public void cancel(String id) {
        jobs.cancel(id);
    }
}
