package io.cloudtik.provider.local.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.provider.local.folder.LocalRoot;
import io.cloudtik.provider.local.folder.NodeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over trees of files as the kernel shows them; a file that the kernel would put into a new group is made by writing it. */
class NodeGroupsTest {

    private static final NodeLimits LIMITS = new NodeLimits(OptionalInt.of(2), OptionalLong.of(3L << 30), 512);

    @TempDir
    Path folder;

    @Test
    void makesAGroupInEachHierarchyOfVersion1BelowItsOwn() throws IOException {
        version1("/", "/user/one", "/user/one");

        NodeGroup group = groups().ensure("local-1", LIMITS);

        assertThat(group.shortfall()).isEmpty();
        assertThat(group.folders()).extracting(path -> cgroup().relativize(path).toString()).containsExactlyInAnyOrder(
                "cpu,cpuacct/user/one/" + name() + "/local-1",
                "memory/user/one/" + name() + "/local-1",
                "pids/user/one/" + name() + "/local-1");
        Path cpu = cgroup().resolve("cpu,cpuacct/user/one/" + name() + "/local-1");
        assertThat(cpu.resolve("cpu.cfs_quota_us")).hasContent("200000");
        assertThat(cpu.resolve("cpu.cfs_period_us")).hasContent("100000");
        assertThat(cpu.resolve("cpu.shares")).hasContent("2048");
        assertThat(cgroup().resolve("memory/user/one/" + name() + "/local-1/memory.limit_in_bytes")).hasContent("3221225472");
        assertThat(cgroup().resolve("pids/user/one/" + name() + "/local-1/pids.max")).hasContent("512");
    }

    @Test
    void findsItsOwnGroupInAContainerThatSeesAPartOfTheHierarchy() throws IOException {
        version1("/docker/abc", "/docker/abc/user", "/user");

        assertThat(groups().ensure("local-1", LIMITS).folders())
                .contains(cgroup().resolve("memory/user/" + name() + "/local-1"));
    }

    @Test
    void makesOneGroupInVersion2BelowTheNextThatMayBeDivided() throws IOException {
        version2("/user.slice/app.slice/run.scope");
        controllers("", "cpu io memory pids", "cpu memory pids");
        controllers("user.slice", "cpu memory pids", "memory pids");
        controllers("user.slice/app.slice", "memory pids cpu", "memory pids");
        controllers("user.slice/app.slice/run.scope", "", "");

        Path parent = cgroup().resolve("user.slice/app.slice/" + name());
        Files.createDirectories(parent);
        controllers("user.slice/app.slice/" + name(), "cpu memory pids", "");

        NodeGroup group = groups().ensure("local-1", LIMITS);

        assertThat(group.shortfall()).isEmpty();
        assertThat(group.folders()).containsExactly(parent.resolve("local-1"));
        assertThat(cgroup().resolve("user.slice/app.slice/cgroup.subtree_control")).hasContent("+cpu");
        assertThat(parent.resolve("cgroup.subtree_control")).hasContent("+cpu +memory +pids");
        assertThat(parent.resolve("local-1/cpu.max")).hasContent("200000 100000");
        assertThat(parent.resolve("local-1/cpu.weight")).hasContent("200");
        assertThat(parent.resolve("local-1/memory.max")).hasContent("3221225472");
        assertThat(parent.resolve("local-1/pids.max")).hasContent("512");
    }

    @Test
    void tellsWhatIsNotDelegatedToThisUser() throws IOException {
        version2("/user.slice/run.scope");
        controllers("", "cpu io memory pids", "memory pids");
        controllers("user.slice", "memory pids", "memory pids");
        Path parent = cgroup().resolve("user.slice/" + name());
        Files.createDirectories(parent);
        controllers("user.slice/" + name(), "memory pids", "");

        NodeGroup group = groups().ensure("local-1", LIMITS);

        assertThat(group.shortfall()).isEqualTo("no limit of CPU here: '" + parent + "' has no controller for it");
        assertThat(parent.resolve("local-1/cpu.max")).doesNotExist();
        assertThat(parent.resolve("local-1/memory.max")).hasContent("3221225472");
    }

    @Test
    void doesNotHangNodesBelowANodeFromWithinWhichTheHostWasStarted() throws IOException {
        version1("/", "/user/" + name() + "/local-1", "/user/" + name() + "/local-1");
        NodeGroups groups = groups();

        groups.leaveNodes();

        assertThat(groups.ensure("local-2", LIMITS).folders())
                .contains(cgroup().resolve("memory/user/" + name() + "/local-2"));
        assertThat(cgroup().resolve("memory/user/" + name() + "/host/cgroup.procs"))
                .hasContent(String.valueOf(ProcessHandle.current().pid()));
    }

    @Test
    void tellsWhatCannotBeLimitedAndWhy() throws IOException {
        version1("/", "/", "/");
        Files.delete(cgroup().resolve("memory"));
        Files.writeString(cgroup().resolve("memory"), "in the way of folders");

        NodeGroup group = groups().ensure("local-1", LIMITS);

        assertThat(group.shortfall()).startsWith("no limit of memory here: '" + cgroup().resolve("memory"));
        assertThat(group.folders()).hasSize(2);
    }

    @Test
    void saysSoWhereThereAreNoControlGroups() throws IOException {
        NodeGroup group = groups().ensure("local-1", LIMITS);

        assertThat(group.shortfall())
                .isEqualTo("no limit of CPU, memory and processes here: this system has no control groups for it");
        assertThat(group.entering(List.of("echo", "hello"))).containsExactly("echo", "hello");
        assertThat(groups().ensure("local-2", NodeLimits.NONE).shortfall()).isEmpty();
    }

    @Test
    void keepsTheGroupsOfANodeWhenTheNextHostIsStartedElsewhere() throws IOException {
        version1("/", "/one", "/one");
        NodeGroup first = groups().ensure("local-1", LIMITS);
        version1("/", "/two", "/two");

        assertThat(groups().ensure("local-1", LIMITS)).isEqualTo(first);
        assertThat(groups().find("local-1")).isEqualTo(first);
    }

    @Test
    void makesThemAnewAfterTheMachineWasStartedAgain() throws IOException {
        version1("/", "/one", "/one");
        NodeGroup first = groups().ensure("local-1", LIMITS);
        first.folders().forEach(group -> assertThat(group.toFile().renameTo(folder.resolve("gone" + group.hashCode()).toFile())).isTrue());
        version1("/", "/two", "/two");

        assertThat(groups().ensure("local-1", LIMITS).folders()).hasSize(3).allSatisfy(group -> {
            assertThat(group).isDirectory();
            assertThat(group.toString()).contains("/two/");
        });
    }

    @Test
    void runsAProgramInTheGroupsWithItsArgumentsAsTheyAre() throws IOException, InterruptedException {
        version1("/", "/", "/");
        NodeGroup group = groups().ensure("local-1", LIMITS);

        Process process = new ProcessBuilder(group.entering(List.of("printf", "%s|", "--", "a b", "", "$x 'y'"))).start();

        assertThat(process.getInputStream()).hasContent("--|a b||$x 'y'|");
        assertThat(process.waitFor()).isZero();
        assertThat(group.folders()).hasSize(3).allSatisfy(entered ->
                assertThat(entered.resolve("cgroup.procs")).hasContent(String.valueOf(process.pid())));
    }

    private NodeGroups groups() {
        return new NodeGroups(root(), folder.resolve("proc"));
    }

    private LocalRoot root() {
        return new LocalRoot(folder.resolve("root").toAbsolutePath());
    }

    private String name() {
        return "cloudtik-" + Integer.toHexString(root().folder().toString().hashCode());
    }

    private Path cgroup() {
        return folder.resolve("cgroup");
    }

    /**
     * @param root the part of the hierarchy that is seen
     * @param path of this process's group in the hierarchy
     * @param seen where that is in the part
     */
    private void version1(String root, String path, String seen) throws IOException {
        String mounts = "31 23 0:28 / " + cgroup() + " rw,relatime - tmpfs tmpfs rw,mode=755\n";
        String own = "1:name=systemd:" + path + "\n0::/init\n";
        for (String controllers : List.of("cpu,cpuacct", "memory", "pids", "freezer")) {
            mounts += "32 31 0:29 " + root + " " + cgroup().resolve(controllers) + " rw,relatime shared:7 - cgroup cgroup rw,"
                    + controllers + "\n";
            own += "9:" + controllers + ":" + path + "\n";
            Files.createDirectories(cgroup().resolve(controllers + seen));
        }
        processIn(mounts, own);
    }

    private void version2(String path) throws IOException {
        Files.createDirectories(cgroup().resolve(path.substring(1)));
        processIn("29 23 0:26 / " + cgroup() + " rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n", "0::" + path + "\n");
    }

    private void controllers(String group, String offered, String passedOn) throws IOException {
        Files.writeString(cgroup().resolve(group).resolve("cgroup.controllers"), offered + "\n");
        Files.writeString(cgroup().resolve(group).resolve("cgroup.subtree_control"), passedOn + "\n");
    }

    private void processIn(String mounts, String own) throws IOException {
        Files.createDirectories(folder.resolve("proc/self"));
        Files.writeString(folder.resolve("proc/self/mountinfo"), mounts);
        Files.writeString(folder.resolve("proc/self/cgroup"), own);
    }
}
