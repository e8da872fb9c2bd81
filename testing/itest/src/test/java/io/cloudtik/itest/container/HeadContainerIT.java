package io.cloudtik.itest.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/**
 * The container of a head. Its home has none of the files that the bootstrap writes, so that what a node runs has all it
 * needs of other bundles, and goes no further than that.
 */
@Bundles("head")
class HeadContainerIT {

    private static final String HEAD_ROLE = "io.cloudtik.core.head.HeadRole";
    private static final String NODE_CONTROLLER = "io.cloudtik.node.control.NodeController";
    private static final String CLIENT_SERVICE = "io.cloudtik.core.client.ClusterService";
    private static final String CONDITION = "osgi.ds.satisfying.condition";

    @Test
    void startsEveryBundle(RunningContainer container) {
        assertThat(container.bundles())
                .allSatisfy(bundle -> assertThat(bundle.getState()).as(bundle.toString()).isEqualTo(Bundle.ACTIVE));
    }

    @Test
    void waitsForItsRole(RunningContainer container) {
        assertThat(container.missing(HEAD_ROLE)).contains(CONDITION);
        assertThat(container.missing(NODE_CONTROLLER)).contains(CONDITION);
    }

    @Test
    void hasAllItNeedsOnceItIsAHead(RunningContainer container) {
        ServiceRegistration<Condition> head = container.have("cloudtik.role.head");
        ServiceRegistration<Condition> node = container.have("cloudtik.role.node");
        try {
            container.await("nothing is missing",
                    () -> container.missing(HEAD_ROLE).isEmpty() && container.missing(NODE_CONTROLLER).isEmpty());
            assertThat(container.missing(CLIENT_SERVICE)).containsExactly(CONDITION);
        } finally {
            node.unregister();
            head.unregister();
        }
    }

    @Test
    void knowsItsProvidersAndRuntimes(RunningContainer container) {
        assertThat(container.services("io.cloudtik.api.spi.provider.CloudProvider", "(name=local)")).hasSize(1);
        assertThat(container.services("io.cloudtik.api.spi.runtime.Runtime", "(name=spark)")).hasSize(1);
    }
}
