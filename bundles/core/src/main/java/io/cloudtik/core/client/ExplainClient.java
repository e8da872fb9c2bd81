package io.cloudtik.core.client;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.DecisionReport;
import io.cloudtik.api.control.ExplainOperations;
import io.cloudtik.api.control.Explanation;
import io.cloudtik.api.control.NodeStory;
import io.cloudtik.api.control.Replay;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.cluster.PlannerInput;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.journal.Differences;
import io.cloudtik.core.journal.RecordedDecision;
import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** Why a cluster's controller did what it did, asked from its head. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class ExplainClient implements ExplainOperations {

    private final ClusterService clusters;
    private final RecordCodec codec;
    private final String version;

    @Activate
    public ExplainClient(
            @Reference ClusterService clusters, @Reference RecordCodec codec, @Reference Installation installation) {
        this.clusters = clusters;
        this.codec = codec;
        this.version = installation.version();
    }

    @Override
    public Explanation explain(Path file, int most) {
        return ask(file, ControlPlane.EXPLAIN + "?most=" + most, Explanation.class);
    }

    @Override
    public NodeStory explainNode(Path file, String node) {
        return ask(file, ControlPlane.EXPLAIN_NODE + "?" + HeadConnection.query("node", node), NodeStory.class);
    }

    @Override
    public DecisionReport explainDecision(Path file, String id) {
        return ask(file, ControlPlane.EXPLAIN_DECISION + "?" + HeadConnection.query("id", id), DecisionReport.class);
    }

    private <T> T ask(Path file, String pathAndQuery, Class<T> type) {
        try (ClusterScope scope = clusters.scope(file); HeadConnection head = scope.connectHead(scope.requireUuid())) {
            return head.get(pathAndQuery, type);
        }
    }

    @Override
    public Replay replay(Path file, String id) {
        return replay(explainDecision(file, id));
    }

    Replay replay(DecisionReport report) {
        String id = report.decision().id();
        if (report.recorded().isEmpty()) {
            throw new PlatformException(Kind.NOT_FOUND, "what decision '" + id + "' was made from is no longer kept");
        }
        long form = report.recorded().section("input").integer("form").orElse(0L);
        if (form > PlannerInput.FORM) {
            throw new PlatformException(Kind.INVALID, "decision '" + id + "' was recorded by version "
                            + report.decision().version() + ", whose records version " + version + " cannot read")
                    .withRemedy("use CloudTik " + report.decision().version());
        }
        RecordedDecision recorded = codec.decode(codec.encode(report.recorded()), RecordedDecision.class);
        return new Replay(report.decision(), version, Differences.between(recorded.plan(), recorded.decideAgain()));
    }
}
