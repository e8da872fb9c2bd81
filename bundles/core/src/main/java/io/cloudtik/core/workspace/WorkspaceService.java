package io.cloudtik.core.workspace;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.control.WorkspaceOperations;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.model.workspace.WorkspaceStatus;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.config.SecretReader;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.time.Time;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.SatisfyingConditionTarget;

/** The operations on workspaces, on a person's machine. */
@Component
@SatisfyingConditionTarget(Role.CLIENT_CONDITION)
public final class WorkspaceService implements WorkspaceOperations {

    /** The provider that needs no settings to be asked what is there. */
    private static final String LOCAL = "local";

    private final ConfigLoader loader;
    private final Providers providers;
    private final Time time;

    @Activate
    public WorkspaceService(@Reference ConfigLoader loader, @Reference Providers providers, @Reference Time time) {
        this.loader = loader;
        this.providers = providers;
        this.time = time;
    }

    @Override
    public WorkspaceStatus create(Path file, Progress progress) {
        return onEngine(read(file, progress), engine -> engine.create(progress));
    }

    @Override
    public List<PlannedAction> planCreate(Path file) {
        return onEngine(read(file, Progress.SILENT), WorkspaceEngine::planCreate);
    }

    @Override
    public WorkspaceStatus delete(Path file, Progress progress) {
        return onEngine(read(file, Progress.SILENT), engine -> engine.delete(progress));
    }

    @Override
    public List<PlannedAction> planDelete(Path file) {
        return onEngine(read(file, Progress.SILENT), WorkspaceEngine::planDelete);
    }

    @Override
    public WorkspaceStatus status(Path file) {
        return onEngine(read(file, Progress.SILENT), WorkspaceEngine::status);
    }

    @Override
    public List<WorkspaceStatus> list() {
        if (!providers.types().contains(LOCAL)) {
            return List.of();
        }
        Settings settings = Settings.of(Map.of("type", LOCAL));
        List<WorkspaceName> names = providers.with(LOCAL, provider -> provider.listWorkspaces(settings));
        return names.stream()
                .map(name -> onEngine(new WorkspaceSpec(name, LOCAL, settings), WorkspaceEngine::status))
                .toList();
    }

    /** @param progress hears what is odd in the file and no error */
    private WorkspaceSpec read(Path file, Progress progress) {
        WorkspaceSpec spec = loader.workspace(file, warning -> progress.step("", warning.toString()));
        Settings revealed = new SecretReader(System::getenv).read(spec.settings()).reveal(spec.settings());
        return new WorkspaceSpec(spec.name(), spec.provider(), revealed);
    }

    private <R> R onEngine(WorkspaceSpec spec, Function<WorkspaceEngine, R> action) {
        return providers.with(
                spec.provider(), provider -> action.apply(new WorkspaceEngine(
                        spec, new InsistentWorkspace(provider.workspace(spec), time))));
    }
}
