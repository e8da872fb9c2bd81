package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.provider.ProviderDescription;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads configuration files: text, templates, schema, providers' and runtimes' own words, and the typed specification. All
 * problems are shown together: errors are thrown as one {@link InvalidInputException}, warnings go to whoever asked for
 * them, or to the log.
 */
@Component(service = ConfigLoader.class)
public final class ConfigLoader {

    private static final Logger log = LoggerFactory.getLogger(ConfigLoader.class);
    private static final int MOST_SHOWN = 200;

    private final Providers providers;
    private final Runtimes runtimes;
    private final Templates templates;
    private final PluginBlocks plugins;
    private final SchemaCheck workspaceSchema = new SchemaCheck(OriginalEdition.resource("workspace.schema.json"));
    private final SchemaCheck clusterSchema = new SchemaCheck(OriginalEdition.resource("cluster.schema.json"));

    @Activate
    public ConfigLoader(@Reference Providers providers, @Reference Runtimes runtimes, @Reference Templates templates) {
        this.providers = providers;
        this.runtimes = runtimes;
        this.templates = templates;
        this.plugins = new PluginBlocks(providers, runtimes);
    }

    /** With the templates that providers bring, and none of a user's. */
    public ConfigLoader(Providers providers, Runtimes runtimes) {
        this(providers, runtimes, new Templates(List.of(), providers));
    }

    public WorkspaceSpec workspace(Path file) {
        return workspace(file, ConfigLoader::log);
    }

    /** As {@link #workspace(Path)}, for a caller who shows warnings to whom they concern. */
    public WorkspaceSpec workspace(Path file, Consumer<Problem> warnings) {
        List<Problem> problems = new ArrayList<>();
        Settings settings = new ConfigSource(templates, problems).read(file);
        FileKind.require(FileKind.WORKSPACE, settings);
        problems.addAll(workspaceSchema.check(settings).list());
        problems.addAll(plugins.provider(settings, ProviderDescription::workspaceSchema).list());
        String name = settings.text("workspace_name").orElse("");
        Optional<WorkspaceName> workspace = ClusterBinder.name(name, WorkspaceName::new);
        if (workspace.isEmpty() && settings.has("workspace_name")) {
            problems.add(ClusterBinder.badName(settings, "workspace_name", name, WorkspaceName::new));
        }
        refuse(problems, warnings);
        return new WorkspaceSpec(
                workspace.orElseThrow(), PluginBlocks.providerType(settings).orElseThrow(), settings.section("provider"));
    }

    /** Whether a file is a workspace's, as far as its keys tell; its errors are told when it is loaded. */
    public boolean isOfWorkspace(Path file) {
        return FileKind.of(new ConfigSource(templates, new ArrayList<>()).read(file)) == FileKind.WORKSPACE;
    }

    public ClusterSpec cluster(Path file) {
        return cluster(file, ConfigLoader::log);
    }

    /** As {@link #cluster(Path)}, for a caller who shows warnings to whom they concern. */
    public ClusterSpec cluster(Path file, Consumer<Problem> warnings) {
        List<Problem> problems = new ArrayList<>();
        return bind(new ConfigSource(templates, problems).read(file), problems, warnings);
    }

    /** The specification of a tree that was read before, perhaps on another machine. */
    public ClusterSpec cluster(Settings tree) {
        List<Problem> problems = new ArrayList<>();
        return bind(new ConfigSource(templates, problems).completed(tree), problems, ConfigLoader::log);
    }

    private ClusterSpec bind(Settings settings, List<Problem> problems, Consumer<Problem> warnings) {
        FileKind.require(FileKind.CLUSTER, settings);
        ClusterBinder binder = new ClusterBinder(settings, name -> runtimes.find(name)
                .map(lease -> {
                    try (lease) {
                        return lease.service().describe().requires();
                    }
                }));
        problems.addAll(clusterSchema.check(settings).list());
        problems.addAll(plugins.provider(settings, ProviderDescription::clusterSchema).list());
        problems.addAll(plugins.nodeConfigs(settings).list());
        problems.addAll(plugins.runtimes(settings, binder.runtimeNames()).list());
        Optional<ClusterSpec> spec = binder.bind();
        problems.addAll(binder.problems().list());
        spec.ifPresent(bound -> problems.addAll(pluginProblems(bound, problems).list()));
        refuse(problems, warnings);
        return spec.orElseThrow();
    }

    /** What plugins say, as far as their own blocks are in order: they need not expect anything else. */
    private Problems pluginProblems(ClusterSpec spec, List<Problem> before) {
        Problems problems = Problems.none();
        if (providers.types().contains(spec.provider())
                && isClean("provider", before)
                && isClean("available_node_types", before)) {
            problems = problems.and(providers.with(spec.provider(), provider -> provider.validate(spec)));
        }
        for (RuntimeSpec runtime : spec.runtimes()) {
            if (runtimes.names().contains(runtime.name())
                    && isClean("runtime", before)
                    && isClean("available_node_types", before)) {
                problems = problems.and(runtimes.with(runtime.name(), service -> service.validate(spec)));
            }
        }
        return problems;
    }

    private static boolean isClean(String block, List<Problem> problems) {
        return problems.stream()
                .filter(Problem::isError)
                .noneMatch(problem -> problem.path().equals(block) || problem.path().startsWith(block + "."));
    }

    /** The first ones in the order of the file, errors before warnings, if there are more than anybody reads. */
    private static Problems readable(Problems problems) {
        if (problems.list().size() <= MOST_SHOWN) {
            return problems;
        }
        List<Problem> first = new ArrayList<>(problems.list().stream()
                .sorted(Comparator.comparing(Problem::isError).reversed().thenComparing(Problem::place))
                .limit(MOST_SHOWN)
                .toList());
        Problem last = first.get(MOST_SHOWN - 1);
        first.add(Problem.error(
                last.place(), last.path(), "and " + (problems.list().size() - MOST_SHOWN) + " more in this file", ""));
        return new Problems(first);
    }

    private static void log(Problem warning) {
        log.warn("{}", warning);
    }

    private static void refuse(List<Problem> found, Consumer<Problem> warnings) {
        Problems problems = new Problems(found.stream().distinct().toList());
        if (problems.hasErrors()) {
            throw new InvalidInputException(readable(problems));
        }
        problems.list().forEach(warnings);
    }
}
