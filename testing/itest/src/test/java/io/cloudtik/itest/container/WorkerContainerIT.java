package io.cloudtik.itest.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** The container of a worker, in a home without the files that the bootstrap writes. */
@Bundles("worker")
class WorkerContainerIT {

    private static final String NODE_CONTROLLER = "io.cloudtik.node.control.NodeController";
    private static final String CONDITION = "osgi.ds.satisfying.condition";

    @Test
    void startsEveryBundle(RunningContainer container) {
        assertThat(container.bundles())
                .allSatisfy(bundle -> assertThat(bundle.getState()).as(bundle.toString()).isEqualTo(Bundle.ACTIVE));
    }

    @Test
    void carriesNoProvider(RunningContainer container) {
        assertThat(container.hasService("io.cloudtik.api.spi.provider.CloudProvider")).isFalse();
    }

    @Test
    void controlsItsNodeAndNothingElse(RunningContainer container) {
        ServiceRegistration<Condition> node = container.have("cloudtik.role.node");
        try {
            container.await("the node controller has what it needs", () -> container.missing(NODE_CONTROLLER).isEmpty());
            assertThat(container.missing("io.cloudtik.core.head.HeadRole")).contains(CONDITION);
            assertThat(container.missing("io.cloudtik.core.client.ClusterService")).contains(CONDITION);
        } finally {
            node.unregister();
        }
    }
}
