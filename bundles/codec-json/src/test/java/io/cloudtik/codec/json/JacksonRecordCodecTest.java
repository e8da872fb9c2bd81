package io.cloudtik.codec.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.Drain;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JacksonRecordCodecTest {

    private final JacksonRecordCodec codec = new JacksonRecordCodec();

    @Test
    void readsBackWhatItWrote() {
        NodeIdentity identity = new NodeIdentity(new NodeId("demo-worker-2-r2"), NodeKind.WORKER,
                new NodeTypeName("worker.default"), "127.0.0.2", "127.0.0.1", new WorkspaceName("lab"),
                new ClusterName("demo"), new ClusterUuid("0b8d5f0e-6c1c-4f0e-9d2b-3f6f5f1c2a77"), Optional.empty());
        assertThat(codec.decode(codec.encode(identity), NodeIdentity.class)).isEqualTo(identity);

        Heartbeat beat = new Heartbeat(new NodeId("demo-head"), "boot", 7,
                Resources.of(2, DataSize.ofGibibytes(4)), "hash",
                List.of(new ServiceStatus("redis-primary", "system", ServiceState.HEALTHY, "", 42, 1)), "", Optional.of(new DrainStatus(DrainStatus.State.DRAINING, "spark-worker")),
                Map.of("load1", 0.5));
        assertThat(codec.decode(codec.encode(beat), Heartbeat.class)).isEqualTo(beat);

        ClusterEvent event = new ClusterEvent(Instant.parse("2026-11-22T10:00:00Z"), "T", "s", "m");
        assertThat(codec.encode(event)).contains("2026-11-22T10:00:00Z");
        assertThat(codec.decode(codec.encode(event), ClusterEvent.class)).isEqualTo(event);
    }

    @Test
    void readsBackAWholeNodePlan() {
        NodePlan plan = new NodePlan(
                List.of(new MavenArtifact("spark", List.of("g:a:1"), List.of(), DataSize.ofMebibytes(3))),
                List.of(),
                List.of(PlannedFile.secret("conf/a", "x=${dir}"), PlannedFile.bytes("b.jar", new byte[] {1, 2})),
                List.of(new PlannedService("spark-master", "spark", List.of("java", "-version"), Map.of("A", "b"),
                        List.of("conf/a"), List.of(), HealthCheck.tcp("127.0.0.1", 7077), RestartPolicy.ALWAYS, "TERM",
                        Duration.ofSeconds(10), Optional.of(new Drain("PWR", List.of("true"), Duration.ofMinutes(1))))),
                Map.of("SPARK_HOME", "${artifact:spark}"));
        assertThat(codec.decode(codec.encode(plan), NodePlan.class)).isEqualTo(plan);
    }

    @Test
    void writesIdentifiersAsPlainTextAndSettingsAsTheirTree() {
        assertThat(codec.encode(new NodeId("demo-head"))).isEqualTo("\"demo-head\"");
        assertThat(codec.encode(Settings.of(Map.of("type", "local")))).isEqualTo("{\"type\":\"local\"}");
    }

    @Test
    void writesEqualRecordsAsEqualTexts() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("key" + (i * 7919 % 100), "v");
        }
        String once = codec.encode(new NodePlan(List.of(), List.of(), List.of(), List.of(), many));
        String again = codec.encode(
                new NodePlan(List.of(), List.of(), List.of(), List.of(), new TreeMap<>(many)));
        assertThat(once).isEqualTo(again);
    }

    @Test
    void givesMissingComponentsTheirEmptyValueAndIgnoresUnknownOnes() {
        NodePlan plan = codec.decode("{\"fromTheFuture\":1}", NodePlan.class);
        assertThat(plan).isEqualTo(NodePlan.EMPTY);
        Resources resources = codec.decode("{\"cpus\":2}", Resources.class);
        assertThat(resources).isEqualTo(Resources.of(2, new DataSize(0)));
    }

    @Test
    void refusesToWriteASecret() {
        assertThatThrownBy(() -> codec.encode(Map.of("password", Secret.of("hunter2"))))
                .isInstanceOf(PlatformException.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void doesNotQuoteATextItCannotRead() {
        assertThatThrownBy(() -> codec.decode("{\"password\":hunter2}", NodePlan.class))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no NodePlan")
                .hasMessageNotContaining("hunter2");
    }
}
