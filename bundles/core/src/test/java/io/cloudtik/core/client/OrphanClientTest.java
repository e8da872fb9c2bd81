package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.Orphan;
import io.cloudtik.api.control.OrphanOperations.Outcome;
import io.cloudtik.api.control.OrphanOperations.Scope;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.WorkspaceResource;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.exec.RecordingExecutorFactory;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import io.cloudtik.core.time.CountingIds;
import io.cloudtik.core.time.DirectScheduler;
import io.cloudtik.core.time.ManualTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class OrphanClientTest {

    private static final ClusterName DEMO = new ClusterName("demo");
    private static final WorkspaceName LAB = new WorkspaceName("lab");
    private static final ClusterUuid LIFE = new ClusterUuid("11111111-2222-3333-4444-555555555555");
    private static final NodeTypeSpec WORKER = new NodeTypeSpec(
            new NodeTypeName("worker.default"), NodeKind.WORKER, 0, 9, Optional.empty(), Settings.empty());
    private static final Scope IN_LAB = new Scope(Optional.of("lab"), Set.of());

    private final ManualTime time = new ManualTime();
    private final JacksonRecordCodec codec = new JacksonRecordCodec();
    private final FakeProvider provider = new FakeProvider("local", Clock.fixed(time.now(), ZoneOffset.UTC));
    private final Caller ann = caller("ann");

    @TempDir
    private Path home;

    private WorkspaceStore store;
    private OrphanClient orphans;

    private static Caller caller(String name) {
        return new Caller() {

            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean hasEnded(String other) {
                return false;
            }
        };
    }

    @BeforeEach
    void leavesTwoWorkersThatNobodyKnows() {
        WorkspaceSpec workspace = new WorkspaceSpec(LAB, "local", Settings.empty());
        provider.workspace(workspace).resources().forEach(WorkspaceResource::create);
        store = provider.workspace(workspace).store();
        Providers providers = new Providers(time);
        providers.add(provider, Version.emptyVersion);
        Runtimes runtimes = new Runtimes(time);
        ConfigLoader loader = new ConfigLoader(providers, runtimes);
        // No cluster is brought up here, so no shared state is opened.
        orphans = new OrphanClient(
                new ClusterService(
                        FolderInstallation.at(Role.CLIENT, home), codec, loader, providers, runtimes,
                        new RecordingExecutorFactory(), null, ann, new CountingIds(), time, new DirectScheduler()),
                loader);
        launch(1);
        launch(2);
        time.advance(Duration.ofMinutes(5));
    }

    private void launch(int number) {
        SlotNames names = new SlotNames(LAB, DEMO, LIFE);
        NodeSlot slot = names.planned(NodeKind.WORKER, WORKER, number, 1, "");
        ClusterSpec spec = new ClusterSpec(
                LAB, DEMO, "local", Settings.empty(), AuthSpec.DEFAULT, List.of(WORKER), 9, List.of(), Settings.empty());
        try (NodeProvider nodes = provider.nodes(spec)) {
            nodes.launch(new LaunchRequest(
                    slot.token(), slot.node().value(), slot.type(), Optional.empty(), Settings.empty(), names.tags(slot, 1),
                    List.of()));
        }
    }

    private List<String> verdicts() {
        return orphans.find(IN_LAB).machines().stream().map(each -> each.machine() + " " + each.verdict()).toList();
    }

    @Test
    void findsWhatNobodyKnowsWithAllThatIsWorthKnowing() {
        assertThat(orphans.find(IN_LAB).machines()).hasSize(2).first().satisfies(orphan -> {
            assertThat(orphan.verdict()).isEqualTo(Orphan.Verdict.ORPHAN);
            assertThat(orphan.node()).isEqualTo("demo-worker-1");
            assertThat(orphan.cluster()).isEqualTo("demo");
            assertThat(orphan.type()).isEqualTo("worker.default");
            assertThat(orphan.tags()).containsEntry("cloudtik-cluster-uuid", LIFE.value());
            assertThat(orphan.reason()).isEqualTo("no cluster 'demo' is recorded in the workspace");
        });
    }

    @Test
    void looksWhereverItKnowsAndNowhereElse() {
        assertThat(orphans.find(new Scope(Optional.empty(), Set.of())).machines()).hasSize(2);
        assertThatThrownBy(() -> orphans.find(new Scope(Optional.of("lap"), Set.of())))
                .hasMessageContaining("no workspace 'lap' is known here; there are: [lab]");
    }

    @Test
    void endsThoseThatWereNamedAndNoOther() {
        List<Outcome> outcomes = orphans.end(IN_LAB, Set.of("fake-2"), Progress.SILENT);

        assertThat(outcomes).containsExactly(new Outcome("fake-2", true, ""));
        assertThat(provider.terminations()).containsExactly(Set.of("fake-2"));
        assertThat(store.list("leases/")).as("the lease is given back").isEmpty();
    }

    @Test
    void looksOnceMoreJustBeforeItEndsOne() {
        Progress meanwhile = new Progress() {

            @Override
            public void step(String subject, String text) {
                if (text.startsWith("looking at workspace")) {
                    launchAHeadOfTheSameLife();
                }
            }

            @Override
            public void activity(String subject, String text) {
                // Nothing is shown.
            }
        };

        List<Outcome> outcomes = orphans.end(IN_LAB, Set.of("fake-1", "fake-2"), meanwhile);

        assertThat(outcomes).hasSize(2).allSatisfy(outcome -> {
            assertThat(outcome.ended()).isFalse();
            assertThat(outcome.text()).contains("its head lives and cannot be asked");
        });
        assertThat(provider.terminations()).isEmpty();
    }

    private void launchAHeadOfTheSameLife() {
        SlotNames names = new SlotNames(LAB, DEMO, LIFE);
        NodeTypeSpec type = new NodeTypeSpec(
                new NodeTypeName("head.default"), NodeKind.HEAD, 0, 0, Optional.empty(), Settings.empty());
        NodeSlot slot = names.planned(NodeKind.HEAD, type, 0, 1, "");
        ClusterSpec spec = new ClusterSpec(
                LAB, DEMO, "local", Settings.empty(), AuthSpec.DEFAULT, List.of(type), 9, List.of(), Settings.empty());
        try (NodeProvider nodes = provider.nodes(spec)) {
            nodes.launch(new LaunchRequest(
                    slot.token(), slot.node().value(), slot.type(), Optional.empty(), Settings.empty(), names.tags(slot, 1),
                    List.of()));
        }
    }

    @Test
    void leavesAClusterAloneWhileSomebodyBringsItUp() {
        WorkspaceLease lease = WorkspaceLease.acquire(store, codec, DEMO, caller("bob"), time, new DirectScheduler());
        assertThat(verdicts()).containsExactly("fake-1 CLAIMED", "fake-2 CLAIMED");
        lease.close();
        assertThat(verdicts()).containsExactly("fake-1 ORPHAN", "fake-2 ORPHAN");

        Progress bobBegins = new Progress() {

            @Override
            public void step(String subject, String text) {
                if (text.startsWith("looking at workspace")) {
                    WorkspaceLease.acquire(store, codec, DEMO, caller("bob"), time, new DirectScheduler());
                }
            }

            @Override
            public void activity(String subject, String text) {
                // Nothing is shown.
            }
        };
        List<Outcome> outcomes = orphans.end(IN_LAB, Set.of("fake-1"), bobBegins);

        assertThat(outcomes).singleElement().satisfies(outcome ->
                assertThat(outcome.text()).contains("is being brought up or down by bob"));
        assertThat(provider.terminations()).isEmpty();
    }

    @Test
    void doesNotTakeHalfAListingForTheWhole() {
        provider.listingsAreComplete(false);

        assertThatThrownBy(() -> orphans.find(IN_LAB))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void doesNotGuessWhileTheStoreDoesNotAnswer() {
        provider.failNext(FakeProvider.Call.STORE, Kind.UNAVAILABLE, 1);

        assertThatThrownBy(() -> orphans.find(IN_LAB)).isInstanceOf(PlatformException.class);
        assertThat(orphans.find(new Scope(Optional.empty(), Set.of())).troubles()).isEmpty();
    }
}
