package io.cloudtik.metrics;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.metrics.MetricsSource;
import io.cloudtik.api.metrics.ScrapeTargets;
import io.cloudtik.api.spi.node.ThisNode;
import io.cloudtik.metrics.ExporterServer.Answer;
import io.cloudtik.metrics.ExporterServer.Page;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** The exporter of this node, on the node's own address. It begins anew when a source comes or goes. */
@Component(service = {}, immediate = true)
@SatisfyingConditionTarget(Role.NODE_CONDITION)
public final class NodeExporter {

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Exporter exporter;

    @Activate
    public NodeExporter(
            @Reference ThisNode node,
            @Reference RecordCodec codec,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<MetricsSource> sources,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) List<ScrapeTargets> targets) {
        this.exporter = new Exporter(
                new InetSocketAddress(node.identity().address(), ScrapeTargets.NODE_PORT),
                pages(node, codec, sources, targets),
                RETRY);
    }

    /** @param targets none on a worker */
    static Map<String, Page> pages(
            ThisNode node, RecordCodec codec, List<MetricsSource> sources, List<ScrapeTargets> targets) {
        MetricsCollector collector = new MetricsCollector(sources);
        Health health = new Health(node, targets.stream().<Health.Check>map(head -> head::targets).toList());
        Map<String, Page> pages = new HashMap<>(Map.of(
                "/metrics", () -> new Answer(200, TextFormat.CONTENT_TYPE, TextFormat.of(collector.collect())),
                "/healthz", () -> verdict(health.whyDead()),
                "/readyz", () -> verdict(health.whyNotReady())));
        targets.forEach(head -> pages.put("/targets", () -> new Answer(
                200, "application/json", codec.encode(TargetsDocument.of(node.identity(), head.targets())))));
        return pages;
    }

    private static Answer verdict(List<String> reasons) {
        return reasons.isEmpty() ? Answer.plain(200, "ok") : Answer.plain(503, String.join("\n", reasons));
    }

    @Deactivate
    public void deactivate() {
        exporter.close();
    }
}
