package io.cloudtik.node.control;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.MetricsSource;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.spi.node.ThisNode;
import io.cloudtik.api.spi.runtime.MavenArtifact;
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
import io.cloudtik.node.system.NetworkCounters;
import io.cloudtik.node.system.NodeGauges;
import io.cloudtik.node.system.ProcessTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** Controls the node this container runs on: the head as well as any worker. */
@Component(service = {CurrentPlan.class, ThisNode.class, MetricsSource.class}, immediate = true)
@SatisfyingConditionTarget(Role.NODE_CONDITION)
public final class NodeController implements CurrentPlan, ThisNode, MetricsSource {

    private static final Path PROC = Path.of("/proc");

    private final StateStore store;
    private final NodeIdentity identity;
    private final NodeControl control;
    private final NodeMetrics metrics;

    @Activate
    public NodeController(
            @Reference Installation installation,
            @Reference RecordCodec codec,
            @Reference(name = "backend", target = "(name=redis)") StateBackend backend) {
        Path home = installation.home();
        Map<String, String> environment = System.getenv();
        Path userHome = Path.of(System.getProperty("user.home"));
        NodeFiles files = new NodeFiles(home, codec);
        identity = files.identity();
        store = backend.open(files.stateAddress());

        Supervisor supervisor = new Supervisor(
                home, ProcessTable.ofThisMachine(), new MonotonicTime(), CleanEnvironment.of(environment));
        ArtifactLibrary artifacts = new ArtifactLibrary(installation.cache(), environment, userHome);
        JavaHomes javaHomes = new JavaHomes(Path.of(System.getProperty("java.home")), environment, userHome);
        control = new NodeControl(
                files,
                codec,
                new Beat(identity, store, codec, new NodeGauges(PROC, home)),
                supervisor,
                artifacts,
                new PlanApplier("system", home.resolve("system"), installation.distribution(), javaHomes, artifacts, supervisor),
                new PlanApplier("plan", home.resolve("plan"), installation.distribution(), javaHomes, artifacts, supervisor),
                loop(installation));
        metrics = new NodeMetrics(
                identity, installation.version(), new NodeGauges(PROC, home), new NetworkCounters(PROC), control::services);
        control.start();
    }

    private static KeepAliveLoop loop(Installation installation) {
        String script = installation.distribution().resolve("bin/cloudtik-container").toString();
        String role = installation.role().name().toLowerCase(Locale.ROOT);
        return new KeepAliveLoop(
                installation.home().resolve("run/container.loop.pid"),
                List.of(script, "start", "--role", role),
                ProcessTable.ofThisMachine());
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
    public PlanVariables variables(String owner, List<MavenArtifact> more) {
        return control.currentPlan().variables(owner, more);
    }

    @Override
    public void release(String owner) {
        control.currentPlan().release(owner);
    }

    @Override
    public Map<String, String> environment() {
        return control.currentPlan().environment();
    }

    @Override
    public NodeIdentity identity() {
        return identity;
    }

    @Override
    public List<ServiceStatus> services() {
        return control.services();
    }

    @Override
    public Duration sinceBeat() {
        return control.sinceBeat();
    }

    @Override
    public List<Metric> metrics() {
        return metrics.metrics();
    }
}
