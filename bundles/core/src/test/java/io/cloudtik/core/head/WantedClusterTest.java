package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.Wish;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class WantedClusterTest {

    @TempDir
    private Path home;

    private FakeHead head;
    private ClusterController controller;
    private WantedCluster wanted;

    @BeforeEach
    void start() throws IOException {
        head = new FakeHead(home);
        head.runtimes().add(FakeRuntime.named("shell"), Version.emptyVersion);
        controller = head.controller();
        wanted = controller.wanted();
    }

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void goesOnStoppingWhenAWishForAnotherClusterIsRefused() {
        wanted.stop();

        assertThatThrownBy(() -> wanted.become(wish(FakeHead.CLUSTER.replace("\"demo\"", "\"other\""))))
                .isInstanceOf(PlatformException.class)
                .hasMessage("this head leads cluster 'demo' of workspace 'lab', not 'other' of 'lab'");

        assertThat(wanted.isStopping()).isTrue();
    }

    @Test
    void livesAgainWhenItsOwnClusterIsAskedFor() {
        wanted.stop();

        wanted.become(wish(FakeHead.CLUSTER));

        assertThat(wanted.isStopping()).isFalse();
        assertThat(controller.reports().events(10)).extracting("type")
                .containsExactly("CONTROLLER_STARTED", "CLUSTER_STOPPING", "CLUSTER_RESUMED");
    }

    private Wish wish(String file) {
        return new Wish(head.codec().decode(file, Settings.class), SecretValues.NONE);
    }
}
