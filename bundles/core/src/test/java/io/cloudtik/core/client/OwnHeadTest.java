package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnHeadTest {

    @TempDir
    private Path home;

    private final JacksonRecordCodec codec = new JacksonRecordCodec();

    private Optional<OwnHead> find(String cluster) {
        return OwnHead.find(FolderInstallation.at(Role.CLIENT, home), codec, new ClusterSpec(
                new WorkspaceName("lab"), new ClusterName(cluster), "fake", Settings.empty(), AuthSpec.DEFAULT, List.of(), 1,
                List.of(), Settings.empty()));
    }

    private void beNode(NodeKind kind) throws IOException {
        write(ControlPlane.IDENTITY_FILE, codec.encode(new NodeIdentity(
                new NodeId("demo-head"), kind, new NodeTypeName("t"), "127.0.0.2", "127.0.0.2", new WorkspaceName("lab"),
                new ClusterName("demo"), new ClusterUuid("00000000-0000-0000-0000-000000000001"),
                Optional.of(Resources.of(1, DataSize.ofGibibytes(1))))));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), text);
    }

    @Test
    void isNotThereOnAPersonsMachineNorOnAWorker() throws IOException {
        assertThat(find("demo")).isEmpty();
        beNode(NodeKind.WORKER);
        assertThat(find("demo")).isEmpty();
    }

    @Test
    void isTheHeadOfItsOwnClusterAlone() throws IOException {
        beNode(NodeKind.HEAD);

        assertThat(find("demo")).hasValueSatisfying(head ->
                assertThat(head.identity().node()).hasToString("demo-head"));
        assertThat(find("other")).isEmpty();
    }

    @Test
    void reachesItsClusterWithWhatAHeadHas() throws IOException {
        beNode(NodeKind.HEAD);
        write(ControlPlane.HEAD_KEY_FILE, "key");
        write(ControlPlane.TOKEN_FILE, "token\n");
        write(ControlPlane.STATE_FILE, new StateAddress(
                "u", "127.0.0.2", 1, List.of(2), StateAddress.CONTROLLER, Secret.of("password")).toProperties());

        OwnHead head = find("demo").orElseThrow();

        assertThat(head.exists()).isTrue();
        assertThat(head.privateKey()).hasContent("key");
        assertThat(head.controlToken()).contains(Secret.of("token"));
        assertThat(head.secrets()).containsExactly(Secret.of("token"), Secret.of("password"));
        assertThat(head.references()).isEqualTo(SecretValues.NONE);
    }
}
