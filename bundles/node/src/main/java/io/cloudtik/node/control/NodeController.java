package io.cloudtik.node.control;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateStore;
import io.cloudtik.node.artifact.ArtifactLibrary;
import io.cloudtik.node.plan.CurrentPlan;
import io.cloudtik.node.plan.JavaHomes;
import io.cloudtik.node.plan.PlanApplier;
import io.cloudtik.node.plan.PlanVariables;
import io.cloudtik.node.service.Supervisor;
import io.cloudtik.node.system.CleanEnvironment;
import io.cloudtik.node.system.MonotonicTime;
import io.cloudtik.node.system.NodeGauges;
import io.cloudtik.node.system.ProcessTable;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** Controls the node this container runs on: the head as well as any worker. */
@Component(service = CurrentPlan.class, immediate = true)
@SatisfyingConditionTarget(Role.NODE_CONDITION)
public final class NodeController implements CurrentPlan {

    private final StateStore store;
    private final NodeControl control;

    @Activate
    public NodeController(
            @Reference Installation installation,
            @Reference RecordCodec codec,
            @Reference(name = "backend", target = "(name=redis)") StateBackend backend) {
        Path home = installation.home();
        Map<String, String> environment = System.getenv();
        Path userHome = Path.of(System.getProperty("user.home"));
        NodeFiles files = new NodeFiles(home, codec);
        NodeIdentity identity = files.identity();
        store = backend.open(files.stateAddress());

        Supervisor supervisor = new Supervisor(
                home, ProcessTable.ofThisMachine(), new MonotonicTime(), CleanEnvironment.of(environment));
        ArtifactLibrary artifacts = new ArtifactLibrary(installation.cache(), environment, userHome);
        JavaHomes javaHomes = new JavaHomes(Path.of(System.getProperty("java.home")), environment, userHome);
        control = new NodeControl(
                files,
                codec,
                new Beat(identity, store, codec, new NodeGauges(Path.of("/proc"), home)),
                supervisor,
                artifacts,
                new PlanApplier("system", home.resolve("system"), installation.distribution(), javaHomes, artifacts, supervisor),
                new PlanApplier("plan", home.resolve("plan"), installation.distribution(), javaHomes, artifacts, supervisor));
        control.start();
    }

    @Deactivate
    public void deactivate() {
        control.close();
        store.close();
    }

    @Override
    public PlanVariables variables() {
        return control.currentPlan().variables();
    }

    @Override
    public Map<String, String> environment() {
        return control.currentPlan().environment();
    }
}
