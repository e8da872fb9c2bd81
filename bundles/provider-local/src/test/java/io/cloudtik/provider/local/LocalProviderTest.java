package io.cloudtik.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.spi.provider.ProviderDescription.Capability;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProviderTest {

    @TempDir
    Path home;

    @Test
    void isOfTypeLocalAndKeepsNoSecrets() {
        assertThat(provider().describe().type()).isEqualTo("local");
        assertThat(provider().describe().secretKeys()).isEmpty();
        assertThat(provider().describe().capabilities()).containsOnly(Capability.IDEMPOTENT_LAUNCH, Capability.ATOMIC_TAGS);
    }

    @Test
    void leadsTheHeadToTheRootOfTheClient() {
        assertThat(provider().headSettings(cluster(Map.of("type", "local"))))
                .isEqualTo(Map.of("local_root", home.resolve("local").toString()));
        assertThat(provider().headSettings(cluster(Map.of("type", "local", "local_root", "/elsewhere"))))
                .isEqualTo(Map.of("local_root", "/elsewhere"));
    }

    @Test
    void worksInTheRootItIsToldOf() {
        Settings settings = Settings.of(Map.of("type", "local", "local_root", home.resolve("elsewhere").toString()));
        WorkspaceSpec spec = new WorkspaceSpec(new WorkspaceName("trial"), "local", settings);

        provider().workspace(spec).resources().forEach(WorkspaceResource::create);

        assertThat(home.resolve("elsewhere/workspaces/trial")).isDirectory();
        assertThat(provider().listWorkspaces(settings)).containsExactly(new WorkspaceName("trial"));
        assertThat(provider().listWorkspaces(Settings.empty())).isEmpty();
    }

    @Test
    void refusesARootThatIsNoAbsolutePath() {
        assertThat(provider().validate(cluster(Map.of("local_root", "here"))).toString())
                .isEqualTo("(settings): error: local_root is 'here', which is no absolute path (leave it out: CloudTik sets it itself)");
        assertThat(provider().validate(cluster(Map.of())).isEmpty()).isTrue();
    }

    private LocalProvider provider() {
        return new TestCloud(home).provider();
    }

    private static ClusterSpec cluster(Map<String, String> settings) {
        ClusterSpec spec = TestCloud.cluster();
        return new ClusterSpec(spec.workspace(), spec.name(), spec.provider(), Settings.of(settings), spec.auth(),
                spec.nodeTypes(), spec.maxWorkers(), spec.runtimes(), spec.settings());
    }
}
