package io.cloudtik.api.control;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.exec.OutputSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What may be asked for of clusters. Each call loads the file first and fails with
 * {@link io.cloudtik.api.problem.InvalidInputException} before anything is done if it has errors. Calls block; an
 * interrupt ends them with what is recorded so far, which the next {@code up} or {@code down} takes up.
 */
@ProviderType
public interface ClusterOperations {

    /** A cluster this installation started, with the file it was started from. */
    record KnownCluster(ClusterName name, String workspace, String provider, Path file) {}

    /**
     * Brings the cluster up, or to what the file now says, and waits until its wanted workers are ready.
     *
     * @throws io.cloudtik.api.problem.PlatformException CONFLICT if another up or down of the cluster is under way; says
     *     whose and since when
     */
    ClusterStatus up(Path file, Duration timeout, Progress progress);

    /** What {@link #up} would do. */
    default List<PlannedAction> planUp(Path file) {
        return planUp(file, Progress.SILENT);
    }

    /**
     * As {@link #planUp(Path)}.
     *
     * @param progress hears what is odd in the file and no error
     */
    List<PlannedAction> planUp(Path file, Progress progress);

    /** Ends all nodes of the cluster and forgets it; a cluster that is not there is success. */
    void down(Path file, Progress progress);

    /** What {@link #down} would do. */
    List<PlannedAction> planDown(Path file);

    /** Whether there is anything for {@link #down} to end; no node is asked. */
    boolean isThere(Path file);

    /** The clusters this installation started and did not take down; on a cluster's head, that cluster. */
    List<KnownCluster> known();

    /** As {@link #down}, for a known cluster, by the copy of its file that was kept. */
    void down(KnownCluster cluster, Progress progress);

    /** As {@link #planDown(Path)}, for a known cluster. */
    List<PlannedAction> planDown(KnownCluster cluster);

    ClusterStatus status(Path file);

    /**
     * Runs a command on a node and hands its output on; returns its exit code.
     *
     * @param node empty for the head
     */
    int exec(Path file, Optional<NodeId> node, List<String> argv, OutputSink sink);

    /**
     * Hands on the last lines of a node's logs.
     *
     * @param node empty for the head
     * @param service a service's name; empty for the container's own log
     */
    void logs(Path file, Optional<NodeId> node, Optional<String> service, int lines, OutputSink sink);

    /** Ends one worker; the cluster replaces it if it still wants it. Returns the node that was ended. */
    NodeId killNode(Path file, Optional<NodeId> node);
}
