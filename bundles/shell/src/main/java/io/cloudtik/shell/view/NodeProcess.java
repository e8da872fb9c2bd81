package io.cloudtik.shell.view;

import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.ServiceState;
import java.util.List;
import java.util.Set;

/**
 * A process that a node keeps running.
 *
 * @param pid 0 if there is none now
 */
public record NodeProcess(
        NodeId node, String address, String runtime, String service, ServiceState state, long pid, int restarts, String detail) {

    /** Those of a cluster's nodes, of some runtimes or of all if none is named. */
    public static List<NodeProcess> of(ClusterStatus status, Set<String> runtimes) {
        return status.nodes().stream()
                .flatMap(node -> node.services().stream()
                        .filter(service -> runtimes.isEmpty() || runtimes.contains(service.runtime()))
                        .map(service -> new NodeProcess(
                                node.id(), node.address(), service.runtime(), service.name(), service.state(),
                                service.pid(), service.restarts(), service.detail())))
                .toList();
    }
}
