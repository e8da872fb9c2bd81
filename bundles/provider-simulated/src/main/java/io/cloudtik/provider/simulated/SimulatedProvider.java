package io.cloudtik.provider.simulated;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.ProviderDescription;
import io.cloudtik.api.spi.provider.ProviderDescription.Capability;
import io.cloudtik.api.spi.provider.WorkspaceMachines;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.provider.simulated.cloud.Delay;
import io.cloudtik.provider.simulated.cloud.SimulatedCloud;
import io.cloudtik.provider.simulated.cloud.Weather;
import io.cloudtik.provider.simulated.workspace.SimulatedWorkspaces;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Clouds in the memory of this process, one for each seed, that live as long as it does. */
@Component(property = "name=" + SimulatedProvider.TYPE)
public final class SimulatedProvider implements CloudProvider {

    static final String TYPE = "simulated";

    /** All that is kept of one seed. */
    private record Account(SimulatedCloud cloud, SimulatedWorkspaces workspaces) {}

    private final InstantSource time;
    private final Delay delay;
    private final UnaryOperator<Weather> change;
    private final Map<Long, Account> accounts = new ConcurrentHashMap<>();

    @Activate
    public SimulatedProvider() {
        this(InstantSource.system(), new RealDelay());
    }

    SimulatedProvider(InstantSource time, Delay delay) {
        this(time, delay, UnaryOperator.identity());
    }

    /** @param change of the weather that the settings say, asked at each call */
    SimulatedProvider(InstantSource time, Delay delay, UnaryOperator<Weather> change) {
        this.time = time;
        this.delay = delay;
        this.change = change;
    }

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(TYPE, "A cloud in memory with the faults of real ones, for plans, tests and demonstrations",
                SimulatedSettings.SCHEMA, SimulatedSettings.SCHEMA, SimulatedSettings.NODE_SCHEMA, Set.of(),
                Set.of(Capability.IDEMPOTENT_LAUNCH, Capability.ATOMIC_TAGS, Capability.SPOT));
    }

    @Override
    public Problems validate(ClusterSpec spec) {
        return SimulatedSettings.warnings(spec.providerSettings());
    }

    @Override
    public List<WorkspaceName> listWorkspaces(Settings providerSettings) {
        SimulatedSettings settings = SimulatedSettings.of(providerSettings);
        Account account = account(settings);
        return account.workspaces().list(account.cloud().api(() -> change.apply(settings.weather())));
    }

    @Override
    public WorkspaceProvider workspace(WorkspaceSpec spec) {
        SimulatedSettings settings = SimulatedSettings.of(spec.settings());
        Account account = account(settings);
        return account.workspaces().open(spec.name(), account.cloud().api(() -> change.apply(settings.weather())));
    }

    @Override
    public Optional<WorkspaceMachines> machines(WorkspaceSpec spec) {
        SimulatedSettings settings = SimulatedSettings.of(spec.settings());
        return Optional.of(new SimulatedWorkspaceMachines(account(settings).cloud(), spec.name(), settings::weather));
    }

    @Override
    public NodeProvider nodes(ClusterSpec spec) {
        SimulatedSettings settings = SimulatedSettings.of(spec.providerSettings());
        return new SimulatedNodeProvider(account(settings).cloud(), spec.workspace(), spec.name(), () -> change.apply(settings.weather()));
    }

    private Account account(SimulatedSettings settings) {
        return accounts.computeIfAbsent(settings.seed(), seed ->
                new Account(new SimulatedCloud(seed, settings.catalog(), time, delay), new SimulatedWorkspaces()));
    }
}
