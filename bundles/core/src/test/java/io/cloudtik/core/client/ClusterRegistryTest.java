package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.WorkspaceStore;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.contracts.provider.FakeProvider.Call;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotStore.StoredSlot;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.time.CountingIds;
import org.junit.jupiter.api.Test;

class ClusterRegistryTest {

    private static final NodeSlot HEAD = new NodeSlot(0, NodeKind.HEAD, new NodeTypeName("head.default"), 1,
            NodeSlot.Phase.PLANNED, new NodeId("demo-head"), "token", "", "", 0, 0, "",
            SetUpMark.UNKNOWN);

    private final FakeProvider provider = new FakeProvider();
    private final WorkspaceStore store = Stores.of(provider);
    private final ClusterRegistry registry = registry("demo");
    private final CountingIds ids = new CountingIds();

    @Test
    void makesAnIdentityOnceAndKeepsIt() {
        assertThat(registry.find()).isEmpty();

        ClusterUuid uuid = registry.findOrCreate(ids);

        assertThat(registry.findOrCreate(ids)).isEqualTo(uuid);
        assertThat(registry.find()).contains(uuid);
        assertThat(registry("other").find()).isEmpty();
    }

    @Test
    void tellsWhetherAnUpCameAsFarAsAHeadThatRuns() {
        assertThat(registry.headIsSetUp()).isFalse();
        String version = registry.save(HEAD, "").version();
        assertThat(registry.headIsSetUp()).isFalse();

        registry.save(new NodeSlot(0, NodeKind.HEAD, HEAD.type(), 1, NodeSlot.Phase.SET_UP, HEAD.node(), "token", "", "i-1",
                0, 0, "", SetUpMark.UNKNOWN), version);

        assertThat(registry.headIsSetUp()).isTrue();
    }

    @Test
    void givesTheNextLifeOfAClusterAnotherIdentity() {
        ClusterUuid first = registry.findOrCreate(ids);
        registry.delete();

        assertThat(registry.findOrCreate(ids)).isNotEqualTo(first);
    }

    @Test
    void findsNoClusterWhereThereIsNoWorkspace() {
        WorkspaceStore missing = new FakeProvider()
                .workspace(new WorkspaceSpec(new WorkspaceName("none"), "fake", Settings.empty()))
                .store();

        assertThat(new ClusterRegistry(missing, new JacksonRecordCodec(), new ClusterName("demo")).find()).isEmpty();
    }

    @Test
    void doesNotTakeAStoreThatCannotBeReadForAMissingCluster() {
        provider.failNext(Call.STORE, Kind.UNAVAILABLE, 1);

        assertThatThrownBy(registry::find).isInstanceOf(PlatformException.class);
    }

    @Test
    void keepsTheHeadsSlotAndRefusesAnOlderWriter() {
        StoredSlot stored = registry.save(HEAD, "");
        StoredSlot again = registry.save(HEAD, stored.version());

        assertThat(registry.load()).containsExactly(again);
        assertThatThrownBy(() -> registry.save(HEAD, stored.version()))
                .isInstanceOfSatisfying(
                        PlatformException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT));
        assertThatThrownBy(() -> registry.save(HEAD, "")).isInstanceOf(PlatformException.class);
    }

    @Test
    void deletesTheRecordLastSoThatADeletionThatWasCutOffIsFound() {
        registry.findOrCreate(ids);
        registry.save(HEAD, "");
        provider.failNext(Call.STORE, Kind.UNAVAILABLE, 1);
        assertThatThrownBy(registry::delete).isInstanceOf(PlatformException.class);
        assertThat(registry.find()).isPresent();

        registry.delete();

        assertThat(registry.find()).isEmpty();
        assertThat(store.list("clusters/")).isEmpty();
        registry.delete();
    }

    private ClusterRegistry registry(String cluster) {
        return new ClusterRegistry(store, new JacksonRecordCodec(), new ClusterName(cluster));
    }
}
