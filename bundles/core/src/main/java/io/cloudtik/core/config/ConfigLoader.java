package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.model.workspace.WorkspaceSpec;
import io.cloudtik.api.problem.InvalidInputException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.core.registry.Lease;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads configuration files: text, schema, providers' and runtimes' own words, and the typed specification. All problems
 * are shown together; warnings are logged, errors thrown as one {@link InvalidInputException}.
 */
@Component(service = ConfigLoader.class)
public final class ConfigLoader {

    private static final Logger log = LoggerFactory.getLogger(ConfigLoader.class);

    private final Providers providers;
    private final Runtimes runtimes;
    private final SchemaCheck workspaceSchema = new SchemaCheck(resource("workspace.schema.json"));
    private final SchemaCheck clusterSchema = new SchemaCheck(resource("cluster.schema.json"));

    @Activate
    public ConfigLoader(@Reference Providers providers, @Reference Runtimes runtimes) {
        this.providers = providers;
        this.runtimes = runtimes;
    }

    public WorkspaceSpec workspace(Path file) {
        Settings settings = YamlReader.parse(file.toString(), SourceText.read(file));
        if (settings.has("cluster_name")) {
            refuse(Problems.of(Problem.error(settings.place("cluster_name"), "cluster_name",
                    "this is the file of a cluster", "give the file of its workspace")));
        }
        Problems problems = workspaceSchema.check(settings).and(
                providerBlock(settings, provider -> provider.describe().workspaceSchema()));
        String name = settings.text("workspace_name").orElse("");
        Optional<WorkspaceName> workspace = ClusterBinder.name(name, WorkspaceName::new);
        if (workspace.isEmpty() && settings.has("workspace_name")) {
            problems = problems.and(Problems.of(
                    ClusterBinder.badName(settings, "workspace_name", name, WorkspaceName::new)));
        }
        refuse(problems);
        Settings provider = settings.section("provider");
        return new WorkspaceSpec(workspace.orElseThrow(), provider.text("type").orElseThrow(), provider);
    }

    public ClusterSpec cluster(Path file) {
        return bind(YamlReader.parse(file.toString(), SourceText.read(file)), ConfigLoader::log);
    }

    /** As {@link #cluster(Path)}, for a caller who shows warnings to whom they concern. */
    public ClusterSpec cluster(Path file, Consumer<Problem> warnings) {
        return bind(YamlReader.parse(file.toString(), SourceText.read(file)), warnings);
    }

    /** The specification of a tree that was read before, perhaps on another machine. */
    public ClusterSpec cluster(Settings tree) {
        return bind(tree, ConfigLoader::log);
    }

    private ClusterSpec bind(Settings settings, Consumer<Problem> warnings) {
        ClusterBinder binder = new ClusterBinder(settings, name -> runtimes.find(name)
                .map(lease -> {
                    try (lease) {
                        return lease.service().describe().requires();
                    }
                }));
        if (settings.keys().equals(Set.of("workspace_name", "provider"))) {
            refuse(Problems.of(Problem.error(settings.place("workspace_name"), "workspace_name",
                    "this is the file of a workspace, or cluster_name is missing", "give the file of a cluster")));
        }
        Problems problems = clusterSchema.check(settings)
                .and(providerBlock(settings, provider -> provider.describe().clusterSchema()))
                .and(nodeConfigs(settings))
                .and(runtimeBlocks(settings.section("runtime"), binder.runtimeNames()));
        Optional<ClusterSpec> spec = binder.bind();
        problems = problems.and(binder.problems());
        refuse(problems, warnings);
        ClusterSpec bound = spec.orElseThrow();
        refuse(pluginProblems(bound), warnings);
        return bound;
    }

    private Problems pluginProblems(ClusterSpec spec) {
        Problems problems = providers.with(spec.provider(), provider -> provider.validate(spec));
        for (var runtime : spec.runtimes()) {
            problems = problems.and(runtimes.with(runtime.name(), service -> service.validate(spec)));
        }
        return problems;
    }

    private Problems providerBlock(Settings settings, Function<CloudProvider, String> schema) {
        Settings block = settings.section("provider");
        Optional<String> type = block.text("type");
        if (type.isEmpty()) {
            return Problems.none(); // The schema of the file tells that it is missing.
        }
        if (type.get().equals("local") && block.has("nodes")) {
            return Problems.of(Problem.error(
                    block.place("nodes"),
                    block.path("nodes"),
                    "a local cluster with given machines is not supported yet",
                    "remove 'nodes' to have the nodes made on this machine"));
        }
        Optional<Lease<CloudProvider>> found = providers.find(type.get());
        if (found.isEmpty()) {
            return Problems.of(unknownPlugin(block, "type", "provider", type.get(), providers.types()));
        }
        try (Lease<CloudProvider> lease = found.get()) {
            return new SchemaCheck(schema.apply(lease.service())).check(block);
        }
    }

    private Problems nodeConfigs(Settings settings) {
        Optional<Lease<CloudProvider>> found = settings.section("provider").text("type").flatMap(providers::find);
        if (found.isEmpty()) {
            return Problems.none();
        }
        try (Lease<CloudProvider> lease = found.get()) {
            SchemaCheck check = new SchemaCheck(lease.service().describe().nodeSchema());
            Settings types = settings.section("available_node_types");
            Problems problems = Problems.none();
            for (String type : types.keys()) {
                problems = problems.and(check.check(types.section(type).section("node_config")));
            }
            return problems;
        }
    }

    private Problems runtimeBlocks(Settings block, Set<String> names) {
        Problems problems = Problems.none();
        for (String name : names) {
            var found = runtimes.find(name);
            if (found.isEmpty()) {
                problems = problems.and(Problems.of(unknownPlugin(block, "types", "runtime", name, runtimes.names())));
            } else {
                try (var lease = found.get()) {
                    problems = problems.and(
                            new SchemaCheck(lease.service().describe().schema()).check(block.section(name)));
                }
            }
        }
        for (String key : block.keys()) {
            if (!Set.of("types", "envs").contains(key) && !names.contains(key)) {
                problems = problems.and(Problems.of(Problem.error(
                        block.place(key),
                        block.path(key),
                        "'" + key + "' is configured but is not one of runtime.types",
                        Suggestion.nearest(key, names)
                                .map(word -> "did you mean '" + word + "'?")
                                .orElse("add it to runtime.types, or remove its block"))));
            }
        }
        return problems;
    }

    private static Problem unknownPlugin(
            Settings block, String key, String what, String name, List<String> known) {
        String there = known.isEmpty() ? "none is installed" : "installed: " + String.join(", ", known);
        String meant = Suggestion.nearest(name, known).map(word -> "did you mean '" + word + "'? ").orElse("");
        return Problem.error(
                block.place(key), block.path(key), what + " '" + name + "' is not installed", meant + there);
    }

    private static void log(Problem warning) {
        log.warn("{}", warning);
    }

    private static void refuse(Problems problems) {
        refuse(problems, ConfigLoader::log);
    }

    private static void refuse(Problems problems, Consumer<Problem> warnings) {
        if (problems.hasErrors()) {
            throw new InvalidInputException(problems);
        }
        problems.list().forEach(warnings);
    }

    private static String resource(String name) {
        try (InputStream in = ConfigLoader.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
