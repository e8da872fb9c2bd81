package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.runtime.JobDependencies;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What may be asked for of jobs. */
@ProviderType
public interface JobOperations {

    /**
     * How a script or a jar is called, and what it gets.
     *
     * @param mainClass what to run of a jar
     * @param files more local files the job reads; they are put beside the script, and their paths are written as
     *     {@code ${job}/<name>} in arguments
     * @param dependencies named by their paths on this machine, or by addresses that the nodes know
     * @param arguments for the job
     * @param options for the runtime
     */
    record Call(
            Optional<String> mainClass,
            List<Path> files,
            JobDependencies dependencies,
            List<String> arguments,
            Map<String, String> options) {

        public Call {
            Objects.requireNonNull(mainClass, "mainClass");
            Objects.requireNonNull(dependencies, "dependencies");
            files = List.copyOf(files);
            arguments = List.copyOf(arguments);
            options = Map.copyOf(options);
        }
    }

    /** @param script the local file to run: a jar, an SQL file, a Python program, a shell script */
    record Submission(Path script, Call call) {

        public Submission {
            Objects.requireNonNull(script, "script");
            Objects.requireNonNull(call, "call");
        }
    }

    /**
     * A script or a jar that is on the head already.
     *
     * @param path below the login user's home, or absolute
     */
    record HeadScript(String path, Call call) {

        public HeadScript {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(call, "call");
        }
    }

    /**
     * Runs a job on the cluster once the cluster has all it needs, hands its output on as it comes and returns its driver's exit code. A loss of the
     * connection, or a restart of the head's container, does not end the job: the call reconnects and goes on where it was.
     *
     * @throws io.cloudtik.api.problem.PlatformException INVALID, before anything is uploaded, if a node lacks what the job
     *     needs
     */
    int submit(Path file, Submission submission, OutputSink sink, Progress progress);

    /**
     * As {@link #submit}, without bringing the script to the head.
     *
     * @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if the head has no such file
     */
    int run(Path file, HeadScript script, OutputSink sink, Progress progress);

    /** The latest jobs, newest last. */
    List<JobStatus> list(Path file);

    /** @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if the cluster knows no such job */
    JobStatus find(Path file, String id);

    /**
     * Hands on what a job has printed, from its beginning, and what it prints further if it is followed. Answers how the job
     * stands then.
     *
     * @param follow until the job has ended
     */
    JobStatus output(Path file, String id, boolean follow, OutputSink sink);

    /** Ends a job; one that has ended already is success. */
    JobStatus cancel(Path file, String id);
}
