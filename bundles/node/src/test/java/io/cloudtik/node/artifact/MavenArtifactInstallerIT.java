package io.cloudtik.node.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.node.system.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenArtifactInstallerIT {

    private static final MavenArtifact APP = artifact("test.group:app:1.0");
    private static final String LIB_JAR = "/test/group/lib/2.0/lib-2.0.jar";

    @TempDir
    Path folder;

    private TestRepository repository;

    @BeforeEach
    void publish() throws IOException {
        repository = new TestRepository();
        repository.publish("app", "1.0", "lib:2.0");
        repository.publish("lib", "2.0");
        repository.settings(folder, "");
    }

    @AfterEach
    void close() {
        repository.close();
    }

    @Test
    void fetchesWithAllItNeedsByTheMirrorOfTheSettings() throws IOException {
        FetchProgress progress = progress();

        Path installed = installer().install(APP, progress);

        assertThat(jars(installed)).containsExactly("app-1.0.jar", "lib-2.0.jar");
        assertThat(progress.describe()).endsWith("2 of 2 files");
    }

    @Test
    void touchesNoNetworkOnceItIsThere() {
        Path installed = installer().install(APP, progress());
        int requests = repository.requests();

        assertThat(installer().install(APP, progress())).isEqualTo(installed);

        assertThat(repository.requests()).isEqualTo(requests);
    }

    @Test
    void rebuildsADamagedFolderFromTheLocalRepository() throws IOException {
        Path installed = installer().install(APP, progress());
        Path lib = installed.resolve("lib-2.0.jar");
        long size = Files.size(lib);
        // Deleted first: it is a hard link to the local repository's file.
        Files.delete(lib);
        Files.writeString(lib, "cut");

        installer().install(APP, progress());

        assertThat(lib).hasSize(size);
        assertThat(repository.requestsFor(LIB_JAR)).isEqualTo(1);
    }

    @Test
    void fetchesOnlyWhatTheLocalRepositoryLacks() throws IOException {
        byte[] jar = Files.readAllBytes(installer().install(artifact("test.group:lib:2.0"), progress()).resolve("lib-2.0.jar"));
        AtomicFiles.deleteTree(folder.resolve("cache"));

        Path installed = installer().install(APP, progress());

        assertThat(installed.resolve("lib-2.0.jar")).hasBinaryContent(jar);
        assertThat(repository.requestsFor(LIB_JAR)).isEqualTo(1);
    }

    @Test
    void fetchesOnceForAllNodesOfAMachine() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> installed = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                installed.add(nodes.submit(() -> installer().install(APP, progress())));
            }
            for (Future<Path> path : installed) {
                assertThat(jars(path.get())).hasSize(2);
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(repository.requestsFor(LIB_JAR)).isEqualTo(1);
        assertThat(repository.requestsFor("app-1.0.pom")).isEqualTo(1);
    }

    @Test
    void refusesAFileWhoseChecksumIsWrong() {
        repository.forge(LIB_JAR, "forged".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> installer().install(APP, progress()))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageStartingWith("cannot fetch artifact 'app': refused, its checksum is wrong: ");
        assertThat(folder.resolve("local" + LIB_JAR)).doesNotExist();
        assertThat(folder.resolve("local" + LIB_JAR.replace(".jar", ".pom"))).exists();
    }

    @Test
    void triesAgainAfterAFailureAsIfNothingHadBeen() throws IOException {
        repository.remove(LIB_JAR);
        assertThatThrownBy(() -> installer().install(APP, progress()))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageContaining("test.group:lib:jar:2.0");
        repository.publish("lib", "2.0");

        assertThat(jars(installer().install(APP, progress()))).hasSize(2);
    }

    @Test
    void isUnavailableWhileTheRepositoryIs() {
        repository.close();

        assertThatThrownBy(() -> installer().install(APP, progress()))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageStartingWith("cannot fetch artifact 'app': ");
    }

    @Test
    void saysSoWhenMavenIsOffline() throws IOException {
        repository.settings(folder, "<offline>true</offline>");

        assertThatThrownBy(() -> installer().install(APP, progress()))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.remedy().orElseThrow()).contains("<offline>"))
                .hasMessageContaining("Maven is offline and its local repository lacks test.group:app:");
        assertThat(repository.requests()).isZero();
    }

    @Test
    void leavesOutWhatIsExcluded() throws IOException {
        MavenArtifact alone = new MavenArtifact(
                "app", List.of("test.group:app:1.0"), List.of("test.group:*"), DataSize.ofMebibytes(1));

        assertThat(jars(installer().install(alone, progress()))).containsExactly("app-1.0.jar");
    }

    @Test
    void refusesToBeginWithoutRoomForAllOfIt() {
        MavenArtifactInstaller full = new MavenArtifactInstaller(
                folder.resolve("cache"), environment(), folder, disk -> DataSize.ofMebibytes(3).bytes());
        MavenArtifact large = new MavenArtifact("app", APP.coordinates(), List.of(), DataSize.ofMebibytes(324));

        assertThatThrownBy(() -> full.install(large, progress()))
                .hasMessage("app needs 324 MiB in " + folder.resolve("cache") + ", where 3 MiB are free");
        assertThat(repository.requests()).isZero();
    }

    @Test
    void usesARepositoryInTheCacheWhereTheUserHasNone() throws IOException {
        MavenArtifactInstaller installer = new MavenArtifactInstaller(
                folder.resolve("cache"),
                Map.of("CLOUDTIK_MAVEN_SETTINGS", folder.resolve("settings.xml").toString()),
                folder.resolve("home-without-maven"),
                FreeSpace.OF_THIS_MACHINE);

        assertThat(jars(installer.install(APP, progress()))).hasSize(2);
        assertThat(folder.resolve("home-without-maven")).doesNotExist();
        assertThat(folder.resolve("cache/maven-repository/test/group/lib/2.0/lib-2.0.jar")).exists();
    }

    @Test
    void fetchesFromWhereMavenItselfDoes() throws IOException {
        MavenArtifactInstaller asTheUserHasIt = new MavenArtifactInstaller(
                folder.resolve("cache"),
                Map.of("CLOUDTIK_MAVEN_REPOSITORY", folder.resolve("local").toString()),
                Path.of(System.getProperty("user.home")),
                FreeSpace.OF_THIS_MACHINE);

        Path installed = asTheUserHasIt.install(artifact("org.slf4j:slf4j-nop:2.0.17"), progress());

        assertThat(jars(installed)).containsExactly("slf4j-api-2.0.17.jar", "slf4j-nop-2.0.17.jar");
    }

    private MavenArtifactInstaller installer() {
        return new MavenArtifactInstaller(folder.resolve("cache"), environment(), folder, FreeSpace.OF_THIS_MACHINE);
    }

    private Map<String, String> environment() {
        return Map.of(
                "CLOUDTIK_MAVEN_SETTINGS", folder.resolve("settings.xml").toString(),
                "CLOUDTIK_MAVEN_REPOSITORY", folder.resolve("local").toString());
    }

    private static FetchProgress progress() {
        return new FetchProgress("app", DataSize.ofMebibytes(1));
    }

    private static MavenArtifact artifact(String coordinates) {
        return new MavenArtifact("app", List.of(coordinates), List.of(), DataSize.ofMebibytes(1));
    }

    private static List<String> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
