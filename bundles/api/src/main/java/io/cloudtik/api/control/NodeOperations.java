package io.cloudtik.api.control;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.exec.OutputSink;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What may be asked for of a cluster's nodes over SSH, whether its head answers or not. Calls block; they fail with NOT_FOUND
 * if the cluster is not up or has no such node. If one node is meant, its failure is thrown; if several, it is their outcome.
 */
@ProviderType
public interface NodeOperations {

    /**
     * How it went on one node.
     *
     * @param exitCode of what ran there; empty if it did not run to its end
     * @param failure why not; empty if it did
     */
    record Outcome(NodeId node, Optional<Integer> exitCode, String failure) {

        public Outcome {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(exitCode, "exitCode");
            Objects.requireNonNull(failure, "failure");
        }

        public boolean isSuccess() {
            return exitCode.map(code -> code == 0).orElse(false);
        }
    }

    /** Gives each node a sink of its own. The sinks of several nodes may be called at the same time. */
    @ConsumerType
    interface Outputs {

        OutputSink of(NodeId node);
    }

    /** The nodes the provider lists, the head first; the head need not answer. */
    List<NodeAddress> addresses(Path file);

    /**
     * Runs a command on the nodes and hands its output on.
     *
     * @param parallel on several nodes at once; else one after the other, in the order of {@link #addresses}
     */
    List<Outcome> exec(Path file, NodeSelection nodes, boolean parallel, List<String> argv, Outputs outputs);

    /**
     * Puts a file, or a folder with all that is in it, on the nodes. Each file of the target is the old one or the new one,
     * never half of it.
     *
     * @param target relative to the login user's home, or absolute; the source goes into it if it is a folder there or ends
     *     with a slash, and becomes it if not
     */
    List<Outcome> upload(Path file, NodeSelection nodes, Path source, String target, Progress progress);

    /**
     * Fetches a file, or a folder with all that is in it. Each local file is complete or not there.
     *
     * @param source relative to the login user's home, or absolute
     * @param target the source goes into it if it is a folder or ends with a slash, and becomes it if not; of several nodes
     *     each one's goes into a folder in it that has the node's name
     */
    List<Outcome> download(Path file, NodeSelection nodes, String source, Path target, Progress progress);
}
