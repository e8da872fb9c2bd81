package io.cloudtik.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.provider.local.folder.NodeLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LocalNodeConfigTest {

    private static final Resources STATED = Resources.of(2, DataSize.ofGibibytes(4));

    @Test
    void limitsNothingButProcessesWithoutResources() {
        assertThat(config(Map.of()).limits(Optional.empty())).isEqualTo(NodeLimits.NONE);
    }

    @Test
    void enforcesWhatIsStated() {
        assertThat(config(Map.of("max_processes", 512)).limits(Optional.of(STATED)))
                .isEqualTo(new NodeLimits(OptionalInt.of(2), OptionalLong.of(4L << 30), 512));
        assertThat(config(Map.of()).limits(Optional.of(Resources.of(2, new DataSize(0)))))
                .isEqualTo(new NodeLimits(OptionalInt.of(2), OptionalLong.empty(), NodeLimits.DEFAULT_PROCESSES));
    }

    @Test
    void enforcesNothingIfToldSo() {
        assertThat(config(Map.of("enforce_resources", false)).limits(Optional.of(STATED))).isEqualTo(NodeLimits.NONE);
    }

    @Test
    void warnsOfALimitThatTheNodeItselfCannotLiveWith() {
        Resources tiny = Resources.of(1, DataSize.ofMebibytes(128));

        assertThat(LocalNodeConfig.check(cluster(tiny, Map.of())).toString())
                .contains("warning: nodes of type 'worker.tiny' have 128 MiB of memory, and CloudTik's own processes on a node can need "
                        + "up to 384 MiB: they are killed where the limit is enforced "
                        + "(give it more, or set enforce_resources: false in its node_config)");
        assertThat(LocalNodeConfig.check(cluster(tiny, Map.of("enforce_resources", false))).isEmpty()).isTrue();
        assertThat(LocalNodeConfig.check(cluster(STATED, Map.of())).isEmpty()).isTrue();
    }

    private static LocalNodeConfig config(Map<String, ?> values) {
        return new LocalNodeConfig(Settings.of(values));
    }

    private static ClusterSpec cluster(Resources resources, Map<String, ?> nodeConfig) {
        ClusterSpec any = TestCloud.cluster();
        NodeTypeSpec type = new NodeTypeSpec(new NodeTypeName("worker.tiny"), NodeKind.WORKER, 0, 1,
                Optional.of(resources), Settings.of(nodeConfig));
        return new ClusterSpec(any.workspace(), any.name(), any.provider(), any.providerSettings(), any.auth(),
                List.of(any.nodeTypes().get(0), type), 1, any.runtimes(), any.settings());
    }
}
