package io.cloudtik.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.workspace.ResourceStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.model.workspace.WorkspaceStatus.State;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.contracts.provider.FakeProvider;
import io.cloudtik.contracts.provider.FakeProvider.Call;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceEngineTest {

    private static final WorkspaceSpec SPEC = new WorkspaceSpec(new WorkspaceName("lab"), "row", Settings.empty());

    private final RowOfResources row = new RowOfResources(SPEC);
    private final WorkspaceEngine engine = new WorkspaceEngine(SPEC, row);

    @Test
    void createsTheResourcesInTheirOrder() {
        assertThat(engine.create(Progress.SILENT).state()).isEqualTo(State.COMPLETE);
        assertThat(row.calls()).containsExactly("create network", "create firewall", "create values");
    }

    @Test
    void leavesACompleteWorkspaceAsItIs() {
        engine.create(Progress.SILENT);
        row.forgetCalls();

        assertThat(engine.create(Progress.SILENT).state()).isEqualTo(State.COMPLETE);
        assertThat(row.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"network", "firewall", "values"})
    void resumesACreationWhereItFailed(String resource) {
        row.failOnce("create " + resource);
        assertThatThrownBy(() -> engine.create(Progress.SILENT)).isInstanceOf(PlatformException.class);

        assertThat(engine.create(Progress.SILENT).state()).isEqualTo(State.COMPLETE);
        assertThat(row.calls()).containsExactly("create network", "create firewall", "create values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"network", "firewall", "values"})
    void takesUpACreationWhoseAnswerWasLost(String resource) {
        row.loseAnswer("create " + resource);
        assertThatThrownBy(() -> engine.create(Progress.SILENT)).isInstanceOf(PlatformException.class);

        assertThat(engine.create(Progress.SILENT).state()).isEqualTo(State.COMPLETE);
        assertThat(row.calls()).containsExactly("create network", "create firewall", "create values");
    }

    @Test
    void repairsWhatHasDriftedAndNothingElse() {
        engine.create(Progress.SILENT);
        row.forgetCalls();
        row.drift("firewall", "port 22 is open to all");

        assertThat(engine.create(Progress.SILENT).state()).isEqualTo(State.COMPLETE);
        assertThat(row.calls()).containsExactly("create firewall");
    }

    @Test
    void deletesBackward() {
        engine.create(Progress.SILENT);
        row.forgetCalls();

        assertThat(engine.delete(Progress.SILENT).state()).isEqualTo(State.MISSING);
        assertThat(row.calls()).containsExactly("delete values", "delete firewall", "delete network");
    }

    @ParameterizedTest
    @ValueSource(strings = {"network", "firewall", "values"})
    void resumesADeletionWhereItFailed(String resource) {
        engine.create(Progress.SILENT);
        row.forgetCalls();
        row.failOnce("delete " + resource);
        assertThatThrownBy(() -> engine.delete(Progress.SILENT)).isInstanceOf(PlatformException.class);

        assertThat(engine.delete(Progress.SILENT).state()).isEqualTo(State.MISSING);
        assertThat(row.calls()).containsExactly("delete values", "delete firewall", "delete network");
    }

    @Test
    void takesADeletionOfNothingForDone() {
        assertThat(engine.delete(Progress.SILENT).state()).isEqualTo(State.MISSING);
        assertThat(row.calls()).isEmpty();
    }

    @Test
    void deletesNothingWhileClustersAreRegistered() {
        engine.create(Progress.SILENT);
        row.forgetCalls();
        register("demo");
        register("other");

        assertThatThrownBy(() -> engine.delete(Progress.SILENT))
                .isInstanceOfSatisfying(PlatformException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(refusal).hasMessage("workspace 'lab' still has clusters: demo, other");
                    assertThat(refusal.remedy()).contains("take them down first: cloudtik stop <cluster.yaml>");
                });
        assertThat(row.calls()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "NOT_FOUND", mode = EnumSource.Mode.EXCLUDE)
    void deletesNothingWhereClustersCannotBeListed(Kind kind) {
        FakeProvider provider = new FakeProvider();
        WorkspaceEngine fake = new WorkspaceEngine(SPEC, provider.workspace(SPEC));
        fake.create(Progress.SILENT);
        provider.failNext(Call.STORE, kind, 1);

        assertThatThrownBy(() -> fake.delete(Progress.SILENT)).isInstanceOf(PlatformException.class);
        assertThat(provider.resources(SPEC.name())).containsExactlyInAnyOrder("network", "firewall", "values");
    }

    @Test
    void countsTheHeadOfACutOffRegistrationForNoCluster() {
        engine.create(Progress.SILENT);
        row.store().put("clusters/half/head", "{}", Optional.empty());

        assertThat(engine.status().clusters()).isEmpty();
    }

    @Test
    void seesFourStates() {
        assertThat(engine.status().state()).isEqualTo(State.MISSING);

        row.failOnce("create values");
        assertThatThrownBy(() -> engine.create(Progress.SILENT)).isInstanceOf(PlatformException.class);
        assertThat(engine.status().state()).isEqualTo(State.INCOMPLETE);
        assertThat(engine.status().resources()).extracting(ResourceStatus::exists).containsExactly(true, true, false);

        engine.create(Progress.SILENT);
        assertThat(engine.status().state()).isEqualTo(State.COMPLETE);

        row.drift("network", "its range is 10.0.0.0/8, not 10.1.0.0/16");
        assertThat(engine.status().state()).isEqualTo(State.DRIFTED);
        assertThat(engine.status().resources().get(0).drift()).containsExactly("its range is 10.0.0.0/8, not 10.1.0.0/16");
    }

    @Test
    void callsAWorkspaceThatLacksSomethingIncompleteEvenIfAnotherPartHasDrifted() {
        engine.create(Progress.SILENT);
        row.lose("values");
        row.drift("network", "another range");

        assertThat(engine.status().state()).isEqualTo(State.INCOMPLETE);
    }

    @Test
    void plansWhatACreationWouldDoAndDoesNothing() {
        engine.create(Progress.SILENT);
        row.lose("firewall");
        row.drift("network", "another range");
        row.forgetCalls();

        assertThat(engine.planCreate()).containsExactly(
                new PlannedAction("repair", "a network (network)", "another range"),
                new PlannedAction("create", "a firewall (firewall)", "it does not exist; it costs money while it exists"));
        assertThat(row.calls()).isEmpty();
    }

    @Test
    void plansWhatADeletionWouldDoAndDoesNothing() {
        engine.create(Progress.SILENT);
        row.lose("values");
        row.forgetCalls();

        assertThat(engine.planDelete()).containsExactly(
                new PlannedAction("delete", "a firewall (firewall)", "it belongs to workspace 'lab'"),
                new PlannedAction("delete", "a network (network)", "it belongs to workspace 'lab'"));
        assertThat(row.calls()).isEmpty();
    }

    private void register(String cluster) {
        row.store().put("clusters/" + cluster + "/record", "{}", Optional.empty());
        row.store().put("clusters/" + cluster + "/head", "{}", Optional.empty());
    }
}
