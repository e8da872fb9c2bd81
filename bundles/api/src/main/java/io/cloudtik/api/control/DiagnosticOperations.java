package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.ClusterEvent;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** What is asked of a cluster by whoever looks after it. Calls block. */
@ProviderType
public interface DiagnosticOperations {

    /** Hears what happens. Called from the operation's own thread. */
    @ConsumerType
    interface Follower {

        void event(ClusterEvent event);

        /** A line of the cluster controller's log, without its end. */
        void logLine(String line);
    }

    /**
     * What a dump is made of.
     *
     * @param nodes whose logs are in it
     * @param logBytes how much of the end of each log
     */
    record DumpRequest(Path target, NodeSelection nodes, long logBytes) {}

    /**
     * What came of a dump.
     *
     * @param missing what could not be had, and why
     */
    record Dump(Path file, long bytes, List<String> missing) {

        public Dump {
            missing = List.copyOf(missing);
        }
    }

    ClusterOverview overview(Path file);

    /** How many processor sockets a worker has; asks one. */
    int socketsPerWorker(Path file);

    /** Looks at every part; a head that does not answer is a finding and no failure. */
    HealthReport health(Path file);

    DebugStatus debug(Path file);

    /**
     * Tells the latest events and lines, and then what happens as it happens, until the calling thread is interrupted. A head
     * that is away for a while is asked again.
     *
     * @param lines how many of each there are to begin with
     */
    void monitor(Path file, int lines, Follower follower);

    /**
     * Writes status, events, health, versions, logs and the specification of a cluster into a {@code .tar.gz}, for somebody
     * who is to find out what is wrong. Nothing secret is in it. What cannot be had is left out and named.
     */
    Dump dump(Path file, DumpRequest request, Progress progress);
}
