package io.cloudtik.core.head;

import io.cloudtik.api.control.HealthReport;
import io.cloudtik.api.control.HealthReport.Finding;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.node.NodeState;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Looks at every part of the cluster from its head. */
final class HeadHealth {

    /** A pass is due each second; as in the original, ten missed ones are too many. */
    private static final Duration LONGEST_SINCE_PASS = Duration.ofSeconds(10);

    private static final Set<NodeState> READY_OR_GOING =
            Set.of(NodeState.READY, NodeState.DRAINING, NodeState.TERMINATING);

    private final StateStore store;

    HeadHealth(StateStore store) {
        this.store = store;
    }

    /**
     * @param sinceLastPass empty before the first
     * @param trouble why nothing is changed for now; empty if all is well
     */
    HealthReport examine(ClusterStatus status, Optional<Duration> sinceLastPass, String trouble) {
        List<Finding> findings = new ArrayList<>();
        findings.add(state("primary", Durability.DURABLE, StateBackend.PLAN_TABLE));
        findings.add(state("shards", Durability.VOLATILE, StateBackend.HEARTBEAT_TABLE));
        findings.add(controller(sinceLastPass, trouble));
        for (NodeStatus node : status.nodes()) {
            findings.add(node(node));
            node.services().forEach(service -> findings.add(service(node, service)));
        }
        return new HealthReport(findings);
    }

    private Finding state(String part, Durability durability, String table) {
        try {
            store.list(durability, table);
            return new Finding("state", part, true, "answers");
        } catch (PlatformException e) {
            return new Finding("state", part, false, e.getMessage());
        }
    }

    private static Finding controller(Optional<Duration> sinceLastPass, String trouble) {
        if (!trouble.isEmpty()) {
            return new Finding("controller", "cluster controller", false, "changes nothing for now: " + trouble);
        }
        return sinceLastPass
                .map(age -> new Finding("controller", "cluster controller", age.compareTo(LONGEST_SINCE_PASS) <= 0,
                        "looked at the cluster " + age.toSeconds() + " s ago"))
                .orElse(new Finding("controller", "cluster controller", false, "has not looked at the cluster yet"));
    }

    private static Finding node(NodeStatus node) {
        boolean healthy = READY_OR_GOING.contains(node.state());
        String state = node.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Finding("node", node.id().value(), healthy, node.reason().isEmpty() ? state : state + ": " + node.reason());
    }

    /** What was stopped by hand is as it was wished. */
    private static Finding service(NodeStatus node, ServiceStatus service) {
        boolean healthy = service.isAsWished();
        String state = service.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Finding(
                service.runtime(), node.id() + "/" + service.name(), healthy,
                service.detail().isEmpty() ? state : state + ": " + service.detail());
    }
}
