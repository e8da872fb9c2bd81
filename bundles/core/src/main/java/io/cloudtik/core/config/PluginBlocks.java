package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import io.cloudtik.api.spi.provider.CloudProvider;
import io.cloudtik.api.spi.provider.ProviderDescription;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import io.cloudtik.core.registry.Lease;
import io.cloudtik.core.registry.Providers;
import io.cloudtik.core.registry.Runtimes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Holds the blocks of a file that belong to plugins against what these describe. */
final class PluginBlocks {

    private static final String LOCAL = "local";
    private static final String GIVEN_MACHINES = "onpremise";
    /** The keys of {@code runtime:} that are no runtime's name. */
    private static final Set<String> COMMON = Set.of("types", "envs", "scaling");

    private final Providers providers;
    private final Runtimes runtimes;

    PluginBlocks(Providers providers, Runtimes runtimes) {
        this.providers = providers;
        this.runtimes = runtimes;
    }

    /** The provider that a file asks for; the original calls given machines a local cluster too. */
    static Optional<String> providerType(Settings settings) {
        Settings block = settings.section("provider");
        return block.text("type").map(type -> type.equals(LOCAL) && block.has("nodes") ? GIVEN_MACHINES : type);
    }

    Problems provider(Settings settings, Function<ProviderDescription, String> schema) {
        Settings block = settings.section("provider");
        Optional<String> type = providerType(settings);
        if (type.isEmpty()) {
            return Problems.none(); // The schema of the file tells that it is missing.
        }
        Optional<ProviderDescription> found = description(type.get());
        if (found.isPresent()) {
            return new SchemaCheck(schema.apply(found.get()), found.get().secretKeys(), OriginalEdition.providerKeys())
                    .check(block);
        }
        if (!type.equals(block.text("type"))) {
            return Problems.of(Problem.error(
                    block.place("nodes"),
                    block.path("nodes"),
                    "given machines are the provider '" + GIVEN_MACHINES + "', which is not there yet",
                    "remove 'nodes' to have the nodes made on this machine"));
        }
        return Problems.of(OriginalEdition.isProvider(type.get())
                ? notThereYet(block, "type", "provider", type.get(), OriginalEdition.providerHint(type.get()), providers.types())
                : unknownPlugin(block, "type", "provider", type.get(), providers.types()));
    }

    Problems nodeConfigs(Settings settings) {
        Optional<ProviderDescription> found = providerType(settings).flatMap(this::description);
        if (found.isEmpty()) {
            return Problems.none();
        }
        SchemaCheck check = new SchemaCheck(found.get().nodeSchema(), found.get().secretKeys(), Map.of());
        Settings types = settings.section("available_node_types");
        Problems problems = Problems.none();
        for (String type : types.keys()) {
            problems = problems.and(check.check(types.section(type).section("node_config")));
        }
        return problems;
    }

    private Optional<ProviderDescription> description(String type) {
        Optional<Lease<CloudProvider>> found = providers.find(type);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Lease<CloudProvider> lease = found.get()) {
            return Optional.of(lease.service().describe());
        }
    }

    /**
     * The cluster's runtimes and their blocks, and those of its node types.
     *
     * @param names the runtimes asked for, and those that these require
     */
    Problems runtimes(Settings settings, Set<String> names) {
        List<Problem> problems = new ArrayList<>();
        Settings block = settings.section("runtime");
        List<Settings> blocks = new ArrayList<>(List.of(block));
        Settings types = settings.section("available_node_types");
        types.keys().forEach(type -> blocks.add(types.section(type).section("runtime")));
        for (String name : names) {
            Optional<RuntimeDescription> found = runtime(name);
            if (found.isPresent()) {
                SchemaCheck check = new SchemaCheck(found.get().schema(), found.get().secretKeys(), Map.of());
                blocks.forEach(each -> problems.addAll(check.check(each.section(name)).list()));
            } else if (problems.size() < SchemaCheck.MOST_PROBLEMS) {
                problems.add(OriginalEdition.isRuntime(name)
                        ? notThereYet(block, "types", "runtime", name, OriginalEdition.runtimeHint(name), runtimes.names())
                        : unknownPlugin(block, "types", "runtime", name, runtimes.names()));
            }
        }
        blocks.forEach(each -> strangers(each, names, problems));
        blocks.forEach(each -> environment(each.section("envs"), problems));
        return new Problems(problems);
    }

    private Optional<RuntimeDescription> runtime(String name) {
        return runtimes.find(name).map(lease -> {
            try (lease) {
                return lease.service().describe();
            }
        });
    }

    /** Blocks of runtimes that the cluster does not have. */
    private void strangers(Settings block, Set<String> names, List<Problem> problems) {
        Set<String> unknown = new LinkedHashSet<>(names);
        unknown.removeAll(runtimes.names());
        for (String key : block.keys()) {
            boolean installed = runtimes.names().contains(key);
            // Where its name in runtime.types is mistyped, that is said already, and this block is right.
            boolean meant = installed && Suggestion.nearest(key, unknown).isPresent();
            if (COMMON.contains(key) || names.contains(key) || meant) {
                continue;
            }
            if (!installed && OriginalEdition.isRuntime(key)) {
                problems.add(Problem.warning(block.place(key), block.path(key),
                        "'" + key + "' is configured but is not one of runtime.types, and does nothing", ""));
                continue;
            }
            Collection<String> near = installed ? List.of() : names;
            problems.add(Problem.error(
                    block.place(key),
                    block.path(key),
                    "'" + key + "' is configured but is not one of runtime.types",
                    Suggestion.nearest(key, near)
                            .map(word -> "did you mean '" + word + "'?")
                            .orElse(installed
                                    ? "add it to runtime.types, or remove its block"
                                    : "remove it; installed: " + String.join(", ", runtimes.names()))));
        }
    }

    private static void environment(Settings block, List<Problem> problems) {
        for (String name : block.keys()) {
            block.text(name).flatMap(text -> Reference.problem(block, name, text)).ifPresent(problems::add);
            if (Reference.soundsSecret(name) && block.text(name).filter(text -> !Reference.isReference(text)).isPresent()) {
                problems.add(Problem.warning(block.place(name), block.path(name),
                        "'" + name + "' sounds like a secret and is in clear",
                        "write ${env:NAME} or ${file:/path}, and keep the secret out of this file"));
            }
        }
    }

    private static Problem notThereYet(
            Settings block, String key, String what, String name, Optional<String> hint, List<String> known) {
        return Problem.error(
                place(block, key, name),
                block.path(key),
                what + " '" + name + "' is known from the Python edition and not there yet; " + installed(known),
                hint.orElse(""));
    }

    private static Problem unknownPlugin(Settings block, String key, String what, String name, List<String> known) {
        String meant = Suggestion.nearest(name, known).map(word -> "did you mean '" + word + "'? ").orElse("");
        return Problem.error(
                place(block, key, name), block.path(key), what + " '" + name + "' is not installed", meant + installed(known));
    }

    private static String installed(List<String> known) {
        return known.isEmpty() ? "none is installed" : "installed: " + String.join(", ", known);
    }

    /** The place of the element of a list, where it is one. */
    private static Place place(Settings block, String key, String name) {
        int index = block.texts(key).indexOf(name);
        return index < 0 ? block.place(key) : block.section(key).place(String.valueOf(index));
    }
}
