package io.cloudtik.core.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.CommandRetries;
import io.cloudtik.api.model.cluster.FileSync;
import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedFilesTest {

    @TempDir Path base;

    private final Map<String, String> mounts = new LinkedHashMap<>();
    private List<String> exclude = List.of();
    private List<String> filter = List.of();

    @Test
    void readsFilesAndFoldersFromTheFileAndFromTheHome() throws IOException {
        write("conf/a.conf", "a");
        write("home/.netrc", "n");
        mounts.put("~/conf", "conf");
        mounts.put("net", "~/.netrc");

        assertThat(targets()).containsExactly("conf", "conf/a.conf", "net");
    }

    @Test
    void tellsEveryMissingPathWithItsPlace() throws IOException {
        mounts.put("~/a", "nothing-here");
        mounts.put("/etc/ssh/sshd_config", "~/x");
        mounts.put("~/../up", "x");

        assertThatThrownBy(this::read).isInstanceOfSatisfying(InvalidInputException.class, e -> {
            assertThat(e.problems().list()).hasSize(3);
            assertThat(e.problems().list().get(0).toString())
                    .startsWith("cluster.yaml:7:3: error: there is no file or folder 'nothing-here' for '~/a'")
                    .contains("relative paths start at the folder of the file");
        });
    }

    @Test
    void refusesTargetsOfTheSystemAndOfThePlatform() {
        for (String target : List.of("/etc/passwd", "/usr/bin/x", "~/.cloudtik/node/identity.json", "~", "/", "a/../../b",
                "~/a\nb")) {
            assertThatThrownBy(() -> NodePaths.target(target)).as(target).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(NodePaths.target("~/a//b/./c/")).isEqualTo("a/b/c");
        assertThat(NodePaths.target("/opt/app")).isEqualTo("/opt/app");
        assertThat(NodePaths.target("/etcetera/x")).isEqualTo("/etcetera/x");
    }

    @Test
    void leavesOutWhatIsExcludedAndWhatFilterFilesName() throws IOException {
        for (String file : List.of("app/main.py", "app/main.pyc", "app/.git/HEAD", "app/build/out", "app/src/build/kept",
                "app/src/notes.txt", "app/src/keep.txt", "app/deep/er/x.log")) {
            write(file, "x");
        }
        write("app/.gitignore", "# comment\n/build/\n*.log\n");
        write("app/src/.gitignore", "*.txt\n!keep.txt\n");
        exclude = List.of("*.pyc", ".git");
        filter = List.of(".gitignore");
        mounts.put("~/app", "app");

        assertThat(targets()).containsExactly(
                "app", "app/.gitignore", "app/deep", "app/deep/er", "app/main.py", "app/src", "app/src/.gitignore",
                "app/src/build", "app/src/build/kept", "app/src/keep.txt");
    }

    @Test
    void matchesPatternsAsTheirOriginsDo() {
        assertThat(IgnorePattern.ofExclude("a/b").orElseThrow().matches("x/a/b", false)).isTrue();
        assertThat(IgnorePattern.ofFilterLine("a/b").orElseThrow().matches("x/a/b", false)).isFalse();
        assertThat(IgnorePattern.ofFilterLine("a/**/z").orElseThrow().matches("a/z", false)).isTrue();
        assertThat(IgnorePattern.ofFilterLine("a/**/z").orElseThrow().matches("a/b/c/z", false)).isTrue();
        assertThat(IgnorePattern.ofFilterLine("*.[!o]").orElseThrow().matches("x.o", false)).isFalse();
        assertThat(IgnorePattern.ofFilterLine("x?z").orElseThrow().matches("x/z", false)).isFalse();
        assertThat(IgnorePattern.ofFilterLine("(a+").orElseThrow().matches("(a+", false)).isTrue();
        assertThat(IgnorePattern.ofFilterLine("d/").orElseThrow().matches("d", false)).isFalse();
        assertThat(IgnorePattern.ofFilterLine("[").orElseThrow().matches("[", false)).isTrue();
    }

    @Test
    void followsLinksThatStayInsideAndRefusesThoseThatLeadOut() throws IOException {
        write("app/real", "r");
        write("secret", "s");
        Files.createSymbolicLink(base.resolve("app/link"), Path.of("real"));
        mounts.put("~/app", "app");
        assertThat(targets()).containsExactly("app", "app/link", "app/real");

        Files.createSymbolicLink(base.resolve("app/out"), base.resolve("secret"));

        assertThatThrownBy(this::read).hasMessageContaining("app/out leads out of");
        Files.delete(base.resolve("app/out"));
        Files.createSymbolicLink(base.resolve("app/round"), Path.of("."));
        assertThatThrownBy(this::read).hasMessageContaining("app/round leads to a folder it lies in");
    }

    @Test
    void hasTheSameDigestOnlyForTheSameFiles() throws IOException {
        write("app/a", "1");
        mounts.put("~/app", "app");
        String before = read().digest();
        assertThat(read().digest()).isEqualTo(before);

        write("app/a", "2");

        assertThat(read().digest()).isNotEqualTo(before);
        assertThat(FileSet.EMPTY.digest()).isEmpty();
    }

    private List<String> targets() {
        return read().files().stream().map(SourceFile::target).toList();
    }

    private FileSet read() {
        Map<List<String>, Place> places = new HashMap<>();
        int line = 7;
        for (String remote : mounts.keySet()) {
            places.put(List.of("file_mounts", remote), new Place("cluster.yaml", line++, 3));
        }
        NodeTypeSpec head = new NodeTypeSpec(
                new NodeTypeName("head.default"), NodeKind.HEAD, 0, 0, Optional.empty(), Settings.empty());
        ClusterSpec spec = new ClusterSpec(
                new WorkspaceName("lab"), new ClusterName("demo"), "fake", Settings.empty(), AuthSpec.DEFAULT, List.of(head),
                1, List.of(), Map.of(), new FileSync(mounts, List.of(), exclude, filter, false), CommandRetries.DEFAULT,
                JavaSource.SYSTEM,
                Settings.located(Map.of("file_mounts", mounts), places, Place.in("cluster.yaml")));
        return MountedFiles.read(spec, base, base.resolve("home"));
    }

    private void write(String path, String text) throws IOException {
        Path file = base.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
