package io.cloudtik.core.head;

import io.cloudtik.api.control.ClusterView;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.MetricsSource;
import io.cloudtik.api.metrics.ScrapeTarget;
import io.cloudtik.api.metrics.ScrapeTargets;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.problem.Secret;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** What the head tells the other bundles of its container about its cluster. */
@Component(service = {ClusterView.class, MetricsSource.class, ScrapeTargets.class})
@SatisfyingConditionTarget(Role.HEAD_CONDITION)
public final class HeadReports implements ClusterView, MetricsSource, ScrapeTargets {

    private final HeadRole head;

    @Activate
    public HeadReports(@Reference HeadRole head) {
        this.head = head;
    }

    @Override
    public ClusterStatus status() {
        return head.parts().status();
    }

    @Override
    public boolean admits(Secret token) {
        return head.controlToken().equals(token);
    }

    @Override
    public List<ClusterEvent> events(int most) {
        return head.parts().controller().reports().events(most);
    }

    @Override
    public List<Metric> metrics() {
        return head.meters().metrics();
    }

    @Override
    public List<ScrapeTarget> targets() {
        return head.parts().controller().reports().scrapeTargets();
    }
}
