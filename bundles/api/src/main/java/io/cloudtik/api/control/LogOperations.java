package io.cloudtik.api.control;

import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeTypeName;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The logs of nodes, wherever they are. */
@ProviderType
public interface LogOperations {

    /**
     * Whose logs, which, and how much of them.
     *
     * @param node a node's id or address; empty for the head, or for all nodes where {@code allNodes} or types are given
     * @param nodeTypes only nodes of these; empty for any
     * @param services names of logs; empty, and no runtimes, for the container's own log
     * @param runtimes all logs of the services of these
     * @param lines of each log, at most; what is written later is not counted
     * @param follow whether to go on with what is written later, until the thread is interrupted
     */
    record LogQuery(
            Optional<String> node,
            boolean allNodes,
            Set<NodeTypeName> nodeTypes,
            Set<String> services,
            Set<String> runtimes,
            int lines,
            boolean follow) {

        public LogQuery {
            Objects.requireNonNull(node, "node");
            nodeTypes = Set.copyOf(nodeTypes);
            services = Set.copyOf(services);
            runtimes = Set.copyOf(runtimes);
            if (lines < 0) {
                throw new IllegalArgumentException("lines is " + lines + ", below 0");
            }
        }

        /** Whether lines of more than one log may come. */
        public boolean isWide() {
            return node.isEmpty() && (allNodes || !nodeTypes.isEmpty()) || services.size() > 1 || !runtimes.isEmpty();
        }
    }

    /** Takes lines as they come; called from one thread at a time. */
    @ConsumerType
    interface LogSink {

        void line(NodeId node, String log, String line);

        /** Something about a log rather than in it: that a node went away, or came back. */
        void remark(NodeId node, String message);
    }

    /**
     * Reads the logs. While following, a node whose connection is lost is connected to again and its logs go on where they
     * were, over a rotation too; nodes that come are joined in.
     *
     * @throws io.cloudtik.api.problem.PlatformException NOT_FOUND if no node has such a log; names those there are
     */
    void read(Path file, LogQuery query, LogSink sink);
}
