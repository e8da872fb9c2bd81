package io.cloudtik.core.client;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.config.ConfigLoader;
import io.cloudtik.core.config.SecretReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workspaces that somebody can mean here: by a file, by a name, or all that are known. */
final class KnownWorkspaces {

    /** The provider that needs no settings to be asked what is there. */
    private static final String LOCAL = "local";

    private final ClusterScope.Surroundings around;
    private final ConfigLoader loader;

    KnownWorkspaces(ClusterScope.Surroundings around, ConfigLoader loader) {
        this.around = around;
        this.loader = loader;
    }

    /**
     * @param place a file, or a name
     * @param troubles takes what is known and cannot be read
     */
    List<WorkspaceSpec> find(Optional<String> place, List<String> troubles) {
        if (place.isPresent() && (Files.exists(Path.of(place.get())) || place.get().endsWith(".yaml"))) {
            return List.of(ofFile(Path.of(place.get())));
        }
        List<WorkspaceSpec> known = known(troubles);
        if (place.isEmpty()) {
            return known;
        }
        List<WorkspaceSpec> named = known.stream().filter(spec -> spec.name().value().equals(place.get())).toList();
        if (named.isEmpty()) {
            throw new PlatformException(Kind.NOT_FOUND, "no workspace '" + place.get() + "' is known here; there are: "
                            + known.stream().map(spec -> spec.name().value()).distinct().toList())
                    .withRemedy("give the file of the workspace, or of a cluster in it");
        }
        return named;
    }

    private WorkspaceSpec ofFile(Path file) {
        return loader.isOfWorkspace(file) ? revealed(loader.workspace(file)) : of(loader.cluster(file));
    }

    private static WorkspaceSpec revealed(WorkspaceSpec spec) {
        return new WorkspaceSpec(
                spec.name(), spec.provider(), new SecretReader(System::getenv).read(spec.settings()).reveal(spec.settings()));
    }

    private static WorkspaceSpec of(ClusterSpec spec) {
        return revealed(new WorkspaceSpec(spec.workspace(), spec.provider(), spec.providerSettings()));
    }

    /** Those on this machine, and those of the clusters that were brought up from here. */
    private List<WorkspaceSpec> known(List<String> troubles) {
        Map<String, WorkspaceSpec> known = new LinkedHashMap<>();
        if (around.providers().types().contains(LOCAL)) {
            Settings settings = Settings.of(Map.of("type", LOCAL));
            for (WorkspaceName name : around.providers().with(LOCAL, provider -> provider.listWorkspaces(settings))) {
                known.put(LOCAL + "/" + name, new WorkspaceSpec(name, LOCAL, settings));
            }
        }
        for (ClusterHome home : ClusterHome.all(around.installation().home())) {
            try {
                WorkspaceSpec spec = of(loader.cluster(home.keptFile()));
                known.putIfAbsent(spec.provider() + "/" + spec.name(), spec);
            } catch (PlatformException | InvalidInputException e) {
                troubles.add("workspace '" + home.workspace() + "' of cluster '" + home.cluster() + "': " + e.getMessage());
            }
        }
        return new ArrayList<>(known.values());
    }
}
