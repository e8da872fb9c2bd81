package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.api.spi.exec.OutputSink;
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
     * @param script the local file to run: a jar, an SQL file
     * @param files more local files the job reads; they are put beside the script, and their paths are written as
     *     {@code ${job}/<name>} in arguments
     * @param arguments for the job
     * @param options for the runtime
     */
    record Submission(
            Path script,
            Optional<String> mainClass,
            List<Path> files,
            List<String> arguments,
            Map<String, String> options) {

        public Submission {
            Objects.requireNonNull(script, "script");
            Objects.requireNonNull(mainClass, "mainClass");
            files = List.copyOf(files);
            arguments = List.copyOf(arguments);
            options = Map.copyOf(options);
        }
    }

    /**
     * Runs a job on the cluster, hands its output on as it comes and returns its driver's exit code. A loss of the
     * connection, or a restart of the head's container, does not end the job: the call reconnects and goes on where it was.
     */
    int submit(Path file, Submission submission, OutputSink sink, Progress progress);

    /** The latest jobs, newest last. */
    List<JobStatus> list(Path file);
}
