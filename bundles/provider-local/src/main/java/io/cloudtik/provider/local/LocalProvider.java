package io.cloudtik.provider.local;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.Finding;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.api.spi.provider.ProviderDescription.Capability;
import io.cloudtik.api.spi.provider.ProviderDescription;
import io.cloudtik.api.spi.provider.WorkspaceMachines;
import io.cloudtik.api.spi.provider.WorkspaceProvider;
import io.cloudtik.provider.local.client.HostProgram;
import io.cloudtik.provider.local.client.LocalHostClient;
import io.cloudtik.provider.local.folder.LocalRoot;
import io.cloudtik.provider.local.workspace.LocalWorkspace;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The cloud on this machine: its nodes are bare machines with SSH, and what runs on them is not its affair. */
@Component(property = "name=" + LocalProvider.TYPE)
public final class LocalProvider implements CloudProvider {

    static final String TYPE = "local";

    /**
     * The setting that leads the head's container to the folder of the client: the head's own home is a folder in it. Not
     * for people.
     */
    static final String ROOT_SETTING = "local_root";

    private static final String PROVIDER_SCHEMA = """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "properties": {
                "type": {"const": "local", "description": "Nodes on this machine"},
                "local_root": {"type": "string", "pattern": "^/", "description": "Set by CloudTik itself"}
              },
              "required": ["type"],
              "additionalProperties": false
            }
            """;

    private final Path defaultRoot;
    private final Path cache;
    private final HostProgram program;

    @Activate
    public LocalProvider(@Reference Installation installation) {
        this(installation.home().resolve("local"), installation.cache(), HostProgram.of(installation));
    }

    LocalProvider(Path defaultRoot, Path cache, HostProgram program) {
        this.defaultRoot = defaultRoot.toAbsolutePath();
        this.cache = cache.toAbsolutePath();
        this.program = program;
    }

    @Override
    public ProviderDescription describe() {
        return new ProviderDescription(TYPE, "Nodes on this machine, each with a home, an address and an SSH server of its own",
                PROVIDER_SCHEMA, PROVIDER_SCHEMA, LocalNodeConfig.SCHEMA,
                Set.of(), Set.of(Capability.IDEMPOTENT_LAUNCH, Capability.ATOMIC_TAGS));
    }

    @Override
    public Map<String, String> templates() {
        return LocalTemplates.all();
    }

    @Override
    public Problems validate(ClusterSpec spec) {
        Settings settings = spec.providerSettings();
        return settings.text(ROOT_SETTING)
                .filter(root -> !Path.of(root).isAbsolute())
                .map(root -> Problems.of(Problem.error(settings.place(ROOT_SETTING), settings.path(ROOT_SETTING),
                        ROOT_SETTING + " is '" + root + "', which is no absolute path", "leave it out: CloudTik sets it itself")))
                .orElse(Problems.none())
                .and(LocalNodeConfig.check(spec))
                .and(LocalAuth.check(spec, System.getProperty("user.name")));
    }

    @Override
    public List<Finding> examine() {
        return new LocalChecks().findings();
    }

    @Override
    public List<WorkspaceName> listWorkspaces(Settings providerSettings) {
        return LocalWorkspace.list(root(providerSettings));
    }

    @Override
    public WorkspaceProvider workspace(WorkspaceSpec spec) {
        return new LocalWorkspace(root(spec.settings()), spec.name());
    }

    @Override
    public Map<String, String> headSettings(ClusterSpec spec) {
        return Map.of(ROOT_SETTING, root(spec.providerSettings()).folder().toString());
    }

    @Override
    public Optional<WorkspaceMachines> machines(WorkspaceSpec spec) {
        return Optional.of(new LocalWorkspaceMachines(new LocalHostClient(root(spec.settings()), program), spec.name()));
    }

    @Override
    public NodeProvider nodes(ClusterSpec spec) {
        LocalHostClient host = new LocalHostClient(root(spec.providerSettings()), program);
        return new LocalNodeProvider(host, spec.workspace(), spec.name(), cache);
    }

    @Override
    public Optional<URI> storage(ClusterSpec spec) {
        return Optional.of(root(spec.providerSettings()).storage(spec.workspace().value()).toUri());
    }

    private LocalRoot root(Settings settings) {
        return new LocalRoot(settings.text(ROOT_SETTING).map(Path::of).orElse(defaultRoot));
    }
}
