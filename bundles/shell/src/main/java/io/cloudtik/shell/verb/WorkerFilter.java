package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.NodeAddress;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which workers are meant, by what they do. */
final class WorkerFilter {

    @Option(names = "--runtime", paramLabel = "NAME", description = "Only those that run services of this runtime.")
    private String runtime;

    @Option(names = "--node-status", paramLabel = "STATE", description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
    private NodeState state;

    /** The provider's word is enough where nothing is asked of what they do. */
    List<NodeAddress> workers(Path file, NodeOperations nodes, ClusterOperations clusters) {
        List<NodeAddress> workers =
                nodes.addresses(file).stream().filter(node -> node.kind() == NodeKind.WORKER).toList();
        if (runtime == null && state == null) {
            return workers;
        }
        Set<NodeId> meant = clusters.status(file).nodes().stream()
                .filter(this::isMeant)
                .map(NodeStatus::id)
                .collect(Collectors.toSet());
        return workers.stream().filter(worker -> meant.contains(worker.node())).toList();
    }

    private boolean isMeant(NodeStatus node) {
        return (state == null || node.state() == state)
                && (runtime == null || node.services().stream().anyMatch(service -> service.runtime().equals(runtime)));
    }
}
