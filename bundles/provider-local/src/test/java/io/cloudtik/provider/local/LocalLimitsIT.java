package io.cloudtik.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.provider.local.cgroup.NodeGroups;
import io.cloudtik.provider.local.folder.HostAddress;
import io.cloudtik.provider.local.folder.PropertiesText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real control groups: what a node is held to, and that its groups go with it. */
@Timeout(300)
class LocalLimitsIT {

    private static final Resources SMALL = Resources.of(1, DataSize.ofMebibytes(128));

    @TempDir
    Path home;

    private final SshKey key = SshKey.generate();
    private TestCloud cloud;

    @BeforeEach
    void open() {
        cloud = TestCloud.open(home);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void runsANodeThatCannotBeHeldToItsResourcesAndSaysSo() throws IOException {
        CloudNode node = cloud.launch("small", key, SMALL);

        assertThat(withoutNames(node.reason())).isEqualTo(withoutNames(NodeGroups.trial()));
        try (SshLogin login = login(node)) {
            assertThat(login.run("echo here").out()).isEqualTo("here\n");
        }
    }

    @Test
    void holdsAllThatRunsOnANodeToItsResources() throws IOException {
        assumeGroups();
        CloudNode node = cloud.launch("small", key, SMALL);
        CloudNode free = cloud.launch("free", key);

        String java = "\"$JAVA_HOME\"/bin/java -XshowSettings:system -version 2>&1";
        String greedy = "head -c 160m /dev/zero | tail -n 1 | wc -c";

        try (SshLogin login = login(node); SshLogin neighbour = login(free)) {
            assertThat(login.run("cat /proc/self/cgroup").out()).contains(node.id()).doesNotContain(free.id());
            assertThat(login.run(java).out()).contains("Effective CPU Count: 1\n").contains("Memory Limit: 128.00M");
            assertThat(login.run(greedy).out()).doesNotContain("167772160");
            assertThat(neighbour.run(greedy).out()).contains("167772160");
            assertThat(login.run("for i in $(seq 100); do sleep 600 & done 2>&1").out()).containsIgnoringCase("fork");
        }
    }

    @Test
    void removesTheGroupsOfATerminatedNodeWithAllThatIsInThem() throws IOException {
        assumeGroups();
        CloudNode doomed = cloud.launch("one", key);
        CloudNode kept = cloud.launch("two", key);
        List<Path> groups = groups(doomed.id());
        try (SshLogin login = login(doomed)) {
            login.run("setsid env -i /bin/sleep 600 </dev/null >/dev/null 2>&1 &");
        }
        assertThat(groups).isNotEmpty().allSatisfy(group -> assertThat(group).isDirectory());

        try (NodeProvider nodes = cloud.nodes()) {
            nodes.terminate(Set.of(doomed.id()));
        }

        assertThat(groups).allSatisfy(group -> assertThat(group).doesNotExist());
        assertThat(groups(kept.id())).isNotEmpty().allSatisfy(group -> assertThat(group).isDirectory());
        cloud.terminateAll();
        assertThat(groups).allSatisfy(group -> assertThat(group.getParent()).doesNotExist());
    }

    @Test
    void removesTheGroupsThatAKilledHostLeft() throws IOException {
        assumeGroups();
        CloudNode node = cloud.launch("one", key);
        List<Path> groups = groups(node.id());
        HostAddress killed = HostAddress.read(cloud.root()).orElseThrow();
        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
        TestCloud.awaitUntil("the host process is gone", () -> !killed.isOfLivingProcess());
        Path cut = groups.get(0).resolveSibling("local-cut");
        Files.createDirectory(cut);
        Files.writeString(cloud.root().groups().resolve("local-cut"), PropertiesText.format(Map.of("folder.0", cut.toString())));

        try (SshLogin login = login(node)) {
            assertThat(login.run("cat /proc/self/cgroup").out()).contains("/" + node.id() + "\n");
        }
        assertThat(cut).doesNotExist();
        assertThat(groups(node.id())).isEqualTo(groups).allSatisfy(group -> assertThat(group).isDirectory());
    }

    /** A trial and a node have groups of their own. */
    private static String withoutNames(String shortfall) {
        return shortfall.replaceAll("cloudtik-[0-9a-f]+(/(trial|local-[0-9a-f]+))?", "group");
    }

    private List<Path> groups(String id) throws IOException {
        return PropertiesText.parse(Files.readString(cloud.root().groups().resolve(id))).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("folder."))
                .map(entry -> Path.of(entry.getValue()))
                .toList();
    }

    private SshLogin login(CloudNode node) throws IOException {
        try (NodeProvider nodes = cloud.nodes()) {
            return new SshLogin(nodes.access(node), key);
        }
    }

    private static void assumeGroups() {
        String shortfall = NodeGroups.trial();
        if (!shortfall.isEmpty() && Arrays.asList(System.getProperty("require", "").split(",")).contains("cgroups")) {
            Assertions.fail(shortfall + ", and -Drequire=cgroups wants this test to run");
        }
        Assumptions.assumeTrue(shortfall.isEmpty(), "SKIPPED: " + shortfall + "; -Drequire=cgroups makes this a failure");
    }
}
