package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.core.time.CountingIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterHomeTest {

    private static final ClusterUuid UUID = new ClusterUuid("11111111-2222-3333-4444-555555555555");

    private final CountingIds ids = new CountingIds();

    @TempDir
    private Path folder;

    private Path file;
    private ClusterHome home;

    @BeforeEach
    void begin() throws IOException {
        file = Files.writeString(folder.resolve("my cluster.yaml"), "cluster_name: demo\n");
        home = home("lab", "demo");
    }

    @Test
    void isNotThereBeforeItRemembersAnything() {
        assertThat(home.exists()).isFalse();
        assertThat(home.controlToken()).isEmpty();
        assertThat(ClusterHome.all(folder)).isEmpty();
    }

    @Test
    void remembersWhereTheClusterCameFromAndACopyOfItsFile() throws IOException {
        home.remember(file, "local", UUID, Optional.empty());

        assertThat(home.exists()).isTrue();
        assertThat(home.origin("file")).isEqualTo(file.toString());
        assertThat(home.origin("provider")).isEqualTo("local");
        assertThat(Files.readString(home.keptFile())).isEqualTo("cluster_name: demo\n");
        assertThat(home.cluster()).isEqualTo("demo");
        assertThat(home.workspace()).isEqualTo("lab");
    }

    @Test
    void remembersWhoseKeyLogsIn() {
        home.remember(file, "local", UUID, Optional.empty());
        assertThat(home.operatorKey()).isEmpty();
        assertThat(home.privateKey()).isEqualTo(folder.resolve("clusters/lab/demo/cluster-key"));

        home.remember(file, "local", UUID, Optional.of(folder.resolve("my keys/id")));
        assertThat(home.operatorKey()).contains(folder.resolve("my keys/id"));
        assertThat(home("lab", "demo").privateKey()).isEqualTo(folder.resolve("my keys/id"));
    }

    @Test
    void remembersTheLatestFile() throws IOException {
        home.remember(file, "local", UUID, Optional.empty());
        Files.writeString(file, "cluster_name: demo\nmax_workers: 3\n");

        home.remember(file, "local", UUID, Optional.empty());

        assertThat(Files.readString(home.keptFile())).contains("max_workers");
    }

    @Test
    void keepsEverythingFromOtherUsers() throws IOException {
        home.remember(file, "local", UUID, Optional.empty());
        home.controlToken(ids);
        home.statePassword(ids);

        assertThat(modes("clusters")).isEqualTo("rwx------");
        assertThat(modes("clusters/lab")).isEqualTo("rwx------");
        assertThat(modes("clusters/lab/demo")).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder.resolve("clusters/lab/demo"))) {
            assertThat(files.toList()).hasSize(4).allSatisfy(kept ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept))).isEqualTo("rw-------"));
        }
    }

    @Test
    void makesASecretOnceAndKeepsIt() {
        home.remember(file, "local", UUID, Optional.empty());
        Secret token = home.controlToken(ids);

        assertThat(home.controlToken(ids)).isEqualTo(token);
        assertThat(home("lab", "demo").controlToken()).contains(token);
        assertThat(home.statePassword(ids)).isNotEqualTo(token);
    }

    @Test
    void findsAllClustersInOrder() throws IOException {
        home("lab", "two").remember(file, "local", UUID, Optional.empty());
        home("lab", "one").remember(file, "local", UUID, Optional.empty());
        home("ann", "three").remember(file, "local", UUID, Optional.empty());
        Files.createDirectories(folder.resolve("clusters/lab/half-made"));

        assertThat(ClusterHome.all(folder)).extracting(ClusterHome::cluster).containsExactly("three", "one", "two");
    }

    @Test
    void findsClustersOfAFolderThatIsALinkToAnotherDisk() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Files.createSymbolicLink(folder.resolve("clusters"), disk);
        home.remember(file, "local", UUID, Optional.empty());

        assertThat(ClusterHome.all(folder)).extracting(ClusterHome::cluster).containsExactly("demo");
    }

    @Test
    void forgetsOneClusterAndLeavesTheOthers() {
        home.remember(file, "local", UUID, Optional.empty());
        home("lab", "other").remember(file, "local", UUID, Optional.empty());

        home.delete();
        home.delete();

        assertThat(home.exists()).isFalse();
        assertThat(ClusterHome.all(folder)).extracting(ClusterHome::cluster).containsExactly("other");
    }

    @Test
    void namesThePathItCannotUse() throws IOException {
        Files.writeString(folder.resolve("clusters"), "a file where a folder should be");

        assertThatThrownBy(() -> home.remember(file, "local", UUID, Optional.empty()))
                .isInstanceOfSatisfying(PlatformException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
                    assertThat(refusal.getMessage()).contains("clusters/lab/demo cannot be used");
                    assertThat(refusal.remedy().orElseThrow()).contains("CLOUDTIK_HOME");
                });
    }

    private ClusterHome home(String workspace, String cluster) {
        return new ClusterHome(folder, new WorkspaceName(workspace), new ClusterName(cluster));
    }

    private String modes(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }
}
