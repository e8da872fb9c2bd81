package io.cloudtik.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.model.workspace.WorkspaceStatus.State;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.contracts.provider.FakeProvider.Call;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InsistentWorkspaceTest {

    private static final WorkspaceSpec SPEC = new WorkspaceSpec(new WorkspaceName("lab"), "fake", Settings.empty());

    private final FakeProvider cloud = new FakeProvider();
    private final ManualTime time = new ManualTime();
    private final InsistentWorkspace workspace = new InsistentWorkspace(cloud.workspace(SPEC), time);
    private final WorkspaceEngine engine = new WorkspaceEngine(SPEC, workspace);

    @Test
    void asksAgainWhereNoAnswerCameAndMakesNothingTwice() {
        engine.create(Progress.SILENT);
        cloud.failNext(Call.FIND, Kind.UNKNOWN, 4);
        cloud.failNext(Call.VERIFY, Kind.UNAVAILABLE, 2);
        cloud.failNext(Call.CREATE, Kind.INTERNAL, 1); // Whoever takes the silence for absence meets this.

        assertThat(engine.create(Progress.SILENT).state()).isEqualTo(State.COMPLETE);
    }

    @Test
    void givesUpAfterFiveTriesAndSaysWhy() {
        engine.create(Progress.SILENT);
        cloud.failNext(Call.FIND, Kind.UNKNOWN, 5);

        assertThatThrownBy(engine::status).hasMessage("FIND was told to fail with UNKNOWN");
        assertThat(engine.status().state()).isEqualTo(State.COMPLETE);
    }

    @Test
    void refusesToDeleteWhereTheClustersCannotBeListed() {
        engine.create(Progress.SILENT);
        cloud.failNext(Call.STORE, Kind.UNKNOWN, 5);

        assertThatThrownBy(() -> engine.delete(Progress.SILENT)).isInstanceOf(PlatformException.class);
        assertThat(cloud.resources(SPEC.name())).hasSize(3);
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        engine.create(Progress.SILENT);
        cloud.failNext(Call.STORE, new PlatformException(Kind.THROTTLED, "slowly").withRetryAfter(Duration.ofSeconds(40)));
        Duration before = time.monotonic();

        assertThat(workspace.store().get("leases/one")).isEmpty();
        assertThat(time.monotonic().minus(before)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void doesNotAskAgainWhatIsRefused() {
        cloud.failNext(Call.FIND, Kind.DENIED, 1);

        assertThatThrownBy(engine::status).hasMessageContaining("DENIED");
    }

    @Test
    void passesChangesOnOnce() {
        cloud.failNext(Call.CREATE, Kind.UNKNOWN, 1);

        assertThatThrownBy(() -> engine.create(Progress.SILENT)).hasMessageContaining("CREATE");
        engine.create(Progress.SILENT);
        String version = workspace.store().put("leases/one", "mine", Optional.empty()).version();
        workspace.store().delete("leases/one", version);
        assertThat(workspace.store().list("leases/")).isEmpty();
    }
}
