package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.exec.RecordingExecutorFactory;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.CountingIds;
import io.cloudtik.core.time.DirectScheduler;
import io.cloudtik.core.time.ManualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

/** Whose a cluster of this name is, before anything is made for it. */
class ClusterScopeTest {

    private static final String ANOTHER = "99999999-8888-7777-6666-555555555555";
    private static final NodeTypeName HEAD = new NodeTypeName("head.default");
    private static final ClusterSpec SPEC = new ClusterSpec(
            new WorkspaceName("lab"), new ClusterName("demo"), "fake", Settings.empty(), AuthSpec.DEFAULT,
            List.of(new NodeTypeSpec(HEAD, NodeKind.HEAD, 0, 0, Optional.empty(), Settings.empty())), 1, List.of(),
            Settings.empty());

    @TempDir
    private Path home;

    private final FakeProvider cloud = new FakeProvider();
    private ClusterScope scope;

    @BeforeEach
    void open() {
        Stores.of(cloud);
        ManualTime time = new ManualTime();
        Providers providers = new Providers(time);
        providers.add(cloud, Version.emptyVersion);
        scope = new ClusterScope(
                new ClusterScope.Surroundings(
                        FolderInstallation.at(Role.CLIENT, home), new JacksonRecordCodec(), providers, new Runtimes(time),
                        new RecordingExecutorFactory(), null, null, new CountingIds(), time, new DirectScheduler()),
                SPEC, SecretValues.NONE);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void givesAClusterAnIdentityOnce() {
        ClusterUuid uuid = scope.establish();

        assertThat(scope.establish()).isEqualTo(uuid);
        assertThat(scope.registry().find()).contains(uuid);
    }

    @Test
    void refusesWhereAnotherClusterOfTheNameLives() {
        machine("somebody", ANOTHER);

        assertThatThrownBy(scope::establish)
                .isInstanceOfSatisfying(PlatformException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(refusal.remedy()).hasValueSatisfying(remedy -> assertThat(remedy).contains("another cluster_name"));
                })
                .hasMessage("another cluster of the name 'demo' lives in workspace 'lab': machines [fake-1] bear its uuid " + ANOTHER);
        assertThat(scope.registry().find()).as("nothing is recorded").isEmpty();
    }

    @Test
    void goesOnWhereTheOthersMachinesHaveEnded() {
        CloudNode gone = machine("somebody", ANOTHER);
        cloud.move(gone.id(), CloudNode.State.TERMINATED, "");

        assertThat(scope.establish()).isNotNull();
    }

    @Test
    void doesNotRefuseALivingClusterForAStranger() {
        ClusterUuid uuid = scope.establish();
        machine("mine", uuid.value());
        machine("somebody", ANOTHER);

        assertThat(scope.establish()).isEqualTo(uuid);
    }

    @Test
    void recordsAnIdentityAgainThatTheStoreHasLostAndThisHomeRemembers() throws Exception {
        ClusterUuid uuid = scope.establish();
        Path file = Files.writeString(home.resolve("cluster.yaml"), "cluster_name: demo\n");
        scope.home().remember(file, "fake", uuid, Optional.empty());
        Files.writeString(scope.home().privateKey(), "key");
        machine("mine", uuid.value());
        scope.registry().delete();

        assertThat(scope.establish()).isEqualTo(uuid);
        assertThat(scope.registry().find()).contains(uuid);
    }

    private CloudNode machine(String token, String uuid) {
        return cloud.nodes(SPEC).launch(new LaunchRequest(token, token, HEAD, Optional.empty(), Settings.empty(),
                Map.of(NodeTags.WORKSPACE, "lab", NodeTags.CLUSTER, "demo", NodeTags.CLUSTER_UUID, uuid), List.of()));
    }
}
