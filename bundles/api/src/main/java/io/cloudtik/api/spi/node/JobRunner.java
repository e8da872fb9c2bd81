package io.cloudtik.api.spi.node;

import io.cloudtik.api.spi.runtime.JobPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs job drivers on the head, each in a session of its own, so that they outlive the container. Registered by the node
 * bundle, used by core. Thread-safe.
 *
 * <p>A job's folder holds the submitted files, {@code stdout.log} and {@code stderr.log}, and once it ended
 * {@code exit-code}.
 */
@ProviderType
public interface JobRunner {

    /** How a job stands. */
    enum State { RUNNING, EXITED, LOST }

    /**
     * @param exitCode present if it EXITED
     */
    record Job(String id, State state, Optional<Integer> exitCode) {}

    /** The job's folder, made with mode 0700 if missing. Ids are {@code [a-z0-9-]{1,63}}. */
    Path folder(String id);

    /**
     * What a job must wait for before it can start, in words; empty if it can. The first call begins to fetch the plan's
     * artifacts.
     *
     * @throws io.cloudtik.api.problem.PlatformException if one of them, or of the node's own, cannot be had; the next call
     *     tries anew to get those of the job
     */
    Optional<String> awaited(String id, JobPlan plan);

    /**
     * Starts the driver; does nothing if a job of this id was started before, in this life of the container or an earlier
     * one.
     *
     * @throws io.cloudtik.api.problem.PlatformException UNAVAILABLE if an artifact the plan names is not installed yet
     */
    void start(String id, JobPlan plan);

    /** Empty if no such job was started. */
    Optional<Job> find(String id);

    /** All jobs that were started, oldest first. */
    List<Job> list();

    /** Ends a job's processes; absent or ended is success. */
    void cancel(String id);
}
