package io.cloudtik.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.contracts.provider.WorkspaceProviderContract;
import io.cloudtik.provider.local.folder.NodeLimits;
import io.cloudtik.provider.local.folder.NodeOrder;
import io.cloudtik.provider.local.folder.NodeRecord;
import io.cloudtik.provider.local.folder.NodeRecord.State;
import io.cloudtik.provider.local.folder.NodeRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalWorkspaceTest extends WorkspaceProviderContract {

    @TempDir
    Path home;

    @Override
    protected CloudProvider provider() {
        return new TestCloud(home).provider();
    }

    @Test
    void givesEachWorkspaceAnAddressBlockOfItsOwn() {
        String one = resource("contract", "address-block").create();
        String other = resource("contract-other", "address-block").create();

        assertThat(one).matches("127\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.\\d{1,3}\\.0/24|127\\.0\\.0\\.1/32");
        assertThat(other).satisfiesAnyOf(
                block -> assertThat(block).isNotEqualTo(one),
                block -> assertThat(block).isEqualTo("127.0.0.1/32"));
    }

    @Test
    void keepsTheAddressBlockWhileNodesAreInIt() throws IOException {
        WorkspaceResource block = resource("contract", "address-block");
        block.create();
        NodeOrder order = new NodeOrder("token", "node", "contract", Map.of(), List.of(), NodeLimits.NONE, Map.of());
        Path folder = new TestCloud(home).root().node("local-1");
        Files.createDirectories(folder);
        new NodeRecords(new TestCloud(home).root()).save(
                new NodeRecord("local-1", order, State.RUNNING, "127.0.0.1", 2222, Instant.EPOCH, "key", ""));

        assertThatThrownBy(block::delete)
                .isInstanceOfSatisfying(PlatformException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(refusal.remedy()).contains("take down the clusters of the workspace first");
                })
                .hasMessage("the address-block of workspace 'contract' is in use by the nodes [local-1]");
        Files.delete(folder.resolve("node.properties"));
    }

    @Test
    void forgetsTheNodesThatAreGoneWithTheirWorkspaceAndNoOthers() throws IOException {
        NodeRecords records = new NodeRecords(new TestCloud(home).root());
        for (String workspace : List.of("contract", "contract-other")) {
            NodeOrder order = new NodeOrder("token", "node", workspace, Map.of(), List.of(), NodeLimits.NONE, Map.of());
            records.bury(new NodeRecord(
                    "local-" + workspace, order, State.TERMINATED, "127.0.0.1", 2222, Instant.EPOCH, "key", ""));
        }
        List<WorkspaceResource> resources = provider().workspace(spec("contract")).resources();
        resources.forEach(WorkspaceResource::create);

        resources.forEach(WorkspaceResource::delete);

        assertThat(records.findBuried("local-contract")).isEmpty();
        assertThat(records.findBuried("local-contract-other")).isPresent();
    }

    @Test
    void seesAFolderThatOthersMayReadAndMakesItPrivateAgain() throws IOException {
        WorkspaceResource keys = resource("contract", "keys");
        Path folder = Path.of(keys.create());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(keys.verify()).containsExactly("'" + folder + "' can be seen by others than its owner");
        keys.create();

        assertThat(keys.verify()).isEmpty();
    }

    @Test
    void seesADamagedAddressBlockAndChoosesAnotherOne() throws IOException {
        WorkspaceResource block = resource("contract", "address-block");
        block.create();
        Files.writeString(new TestCloud(home).root().addressBlock("contract"), "10.0.0.0/8");

        assertThat(block.verify()).hasSize(1);
        assertThat(block.create()).startsWith("127.");
        assertThat(block.verify()).isEmpty();
    }

    @Test
    void refusesWhatIsNoKey() {
        provider().workspace(spec("contract")).resources().forEach(WorkspaceResource::create);

        for (String key : List.of("a//b", "/a", "A", "a,b", "")) {
            assertThatThrownBy(() -> provider().workspace(spec("contract")).store().get(key))
                    .isInstanceOfSatisfying(PlatformException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.INVALID));
        }
    }

    @Test
    void saysWhichValueIsDamaged() throws IOException {
        provider().workspace(spec("contract")).resources().forEach(WorkspaceResource::create);
        Path file = new TestCloud(home).root().workspace("contract").resolve("values").resolve("leases,demo.value");
        Files.writeString(file, "");

        assertThatThrownBy(() -> provider().workspace(spec("contract")).store().get("leases/demo"))
                .isInstanceOfSatisfying(PlatformException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.INTERNAL))
                .hasMessageContaining("value 'leases/demo' of workspace 'contract' is damaged: '" + file);
    }

    private WorkspaceResource resource(String workspace, String name) {
        return provider().workspace(spec(workspace)).resources().stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static WorkspaceSpec spec(String workspace) {
        return new WorkspaceSpec(new WorkspaceName(workspace), "local", Settings.empty());
    }
}
