package io.cloudtik.metrics;

import io.cloudtik.api.metrics.ScrapeTarget;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import java.util.List;
import java.util.Map;

/** Scrape targets as Prometheus' HTTP service discovery wants them. */
final class TargetsDocument {

    /** One group; the names are Prometheus'. */
    record Group(List<String> targets, Map<String, String> labels) {}

    private TargetsDocument() {}

    static List<Group> of(NodeIdentity head, List<ScrapeTarget> targets) {
        return targets.stream().map(target -> group(head, target)).toList();
    }

    private static Group group(NodeIdentity head, ScrapeTarget target) {
        ScrapeEndpoint endpoint = target.endpoint();
        String host = endpoint.address().contains(":") ? "[" + endpoint.address() + "]" : endpoint.address();
        return new Group(
                List.of(host + ":" + endpoint.port()),
                Map.of(
                        "job", endpoint.job(),
                        "__metrics_path__", endpoint.path(),
                        "workspace", head.workspace().value(),
                        "cluster", head.cluster().value(),
                        "node", target.node().value(),
                        "node_type", target.type().value()));
    }
}
