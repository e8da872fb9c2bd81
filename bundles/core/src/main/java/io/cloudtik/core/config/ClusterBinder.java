package io.cloudtik.core.config;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.CommandRetries;
import io.cloudtik.api.model.cluster.FileSync;
import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Binds a cluster's settings to its specification, with the original's defaults, and collects what does not fit. */
final class ClusterBinder {

    private static final String DEFAULT_WORKSPACE = "default";
    private static final String DEFAULT_HEAD_TYPE = "head.default";
    private static final String DEFAULT_WORKER_TYPE = "worker.default";
    private static final int DEFAULT_MAX_WORKERS = 32;
    static final int HIGHEST_COUNT = 10_000;
    private static final Set<String> STANDARD_RESOURCES = Set.of("CPU", "GPU", "memory");

    private final Settings settings;
    private final Function<String, Optional<Set<String>>> requires;
    private final List<Problem> problems = new ArrayList<>();

    /** @param requires what a runtime requires, by its name; empty if there is no such runtime */
    ClusterBinder(Settings settings, Function<String, Optional<Set<String>>> requires) {
        this.settings = settings;
        this.requires = requires;
    }

    Problems problems() {
        return new Problems(problems);
    }

    /** Empty only if there are problems. */
    Optional<ClusterSpec> bind() {
        Optional<WorkspaceName> workspace = bindName("workspace_name", DEFAULT_WORKSPACE, WorkspaceName::new);
        Optional<ClusterName> cluster = bindName("cluster_name", "", ClusterName::new);
        int maxWorkers = count(settings, "max_workers").orElse(DEFAULT_MAX_WORKERS);
        List<NodeTypeSpec> types = nodeTypes(maxWorkers);
        List<RuntimeSpec> runtimes = runtimes();
        if (!problems.isEmpty() || workspace.isEmpty() || cluster.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ClusterSpec(
                workspace.get(),
                cluster.get(),
                PluginBlocks.providerType(settings).orElse(""),
                settings.section("provider"),
                auth(),
                types,
                maxWorkers,
                runtimes,
                settings.section("runtime").textMap("envs"),
                files(),
                retries(),
                java(),
                settings));
    }

    private List<NodeTypeSpec> nodeTypes(int maxWorkers) {
        Settings block = settings.section("available_node_types");
        String head = settings.text("head_node_type").orElse(DEFAULT_HEAD_TYPE);
        if (!block.keys().isEmpty() && settings.has("head_node_type") && !block.has(head)) {
            error("head_node_type", "'" + head + "' is none of available_node_types", Suggestion
                    .nearest(head, block.keys()).map(word -> "did you mean '" + word + "'?").orElse("add it there"));
        }
        List<NodeTypeSpec> types = new ArrayList<>();
        nodeType(block, head, NodeKind.HEAD, 0, 0).ifPresent(types::add);
        Set<String> workers = new LinkedHashSet<>(block.keys());
        workers.remove(head);
        if (workers.isEmpty()) {
            workers.add(DEFAULT_WORKER_TYPE);
        }
        int minimum = 0;
        for (String name : workers) {
            int defaultMinimum = name.equals(DEFAULT_WORKER_TYPE) || workers.size() == 1
                    ? count(settings, "min_workers").orElse(name.equals(DEFAULT_WORKER_TYPE) ? 1 : 0)
                    : 0;
            Optional<NodeTypeSpec> type = nodeType(block, name, NodeKind.WORKER, defaultMinimum, maxWorkers);
            type.ifPresent(types::add);
            minimum += type.map(NodeTypeSpec::minWorkers).orElse(0);
        }
        if (count(settings, "min_workers").orElse(0) > minimum) {
            error("min_workers", "min_workers is " + count(settings, "min_workers").orElse(0) + ", and those of all node types are "
                    + minimum + " together", "say for each type how many of it there are");
        }
        if (minimum > maxWorkers) {
            String key = settings.has("max_workers") ? "max_workers" : "available_node_types";
            error(key, "max_workers is " + maxWorkers + ", below the " + minimum + " min_workers of all node types",
                    "raise max_workers or lower min_workers");
        }
        return types;
    }

    private Optional<NodeTypeSpec> nodeType(
            Settings block, String name, NodeKind kind, int defaultMinimum, int defaultMaximum) {
        Settings type = block.section(name);
        boolean worker = kind == NodeKind.WORKER;
        if (!worker && count(type, "min_workers").orElse(0) > 0) {
            error(type, "min_workers", "the head's type '" + name + "' has no workers", "remove min_workers here");
        }
        int minimum = worker ? count(type, "min_workers").orElse(defaultMinimum) : 0;
        int maximum = worker ? count(type, "max_workers").orElse(Math.max(defaultMaximum, minimum)) : 0;
        if (minimum > maximum) {
            error(type, "min_workers", "min_workers of node type '" + name + "' is " + minimum + ", above its max_workers "
                    + maximum, "lower min_workers or raise max_workers");
            return Optional.empty();
        }
        checkTypes(type.section("runtime"), name);
        if (!worker) {
            type.keys().stream().filter(key -> key.startsWith("worker_")).forEach(key -> error(type, key,
                    "'" + key + "' of the head's type '" + name + "' would be run nowhere",
                    "write head_" + key.substring("worker_".length()) + " at the top of the file"));
        }
        Optional<NodeTypeName> typeName = name(name, NodeTypeName::new);
        if (typeName.isEmpty()) {
            problems.add(block.has(name) || worker
                    ? badName(block, name, name, NodeTypeName::new)
                    : badName(settings, "head_node_type", name, NodeTypeName::new));
            return Optional.empty();
        }
        return Optional.of(new NodeTypeSpec(
                typeName.get(),
                kind,
                minimum,
                maximum,
                resources(type),
                type.section("node_config"),
                new CommandsBinder(settings, kind, type).bind(),
                type.section("runtime")));
    }

    /** A type may do without runtimes of the cluster, not have others: what runs where is known from one list. */
    private void checkTypes(Settings runtime, String name) {
        if (!runtime.has("types")) {
            return;
        }
        Set<String> known = runtimeNames();
        for (String wanted : runtime.texts("types")) {
            if (!known.contains(wanted)) {
                error(runtime, "types", "runtime '" + wanted + "' of node type '" + name + "' is not one of runtime.types",
                        Suggestion.nearest(wanted, known).map(word -> "did you mean '" + word + "'?")
                                .orElse("add it there"));
            }
        }
    }

    private Optional<Resources> resources(Settings type) {
        Settings block = type.section("resources");
        if (block.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> custom = new HashMap<>();
        block.keys().stream()
                .filter(key -> !STANDARD_RESOURCES.contains(key))
                .forEach(key -> block.number(key).ifPresent(amount -> custom.put(key, amount)));
        DataSize memory = new DataSize(0);
        String text = block.text("memory").orElseGet(() -> block.integer("memory").map(String::valueOf).orElse("0"));
        try {
            memory = DataSize.parse(text);
        } catch (IllegalArgumentException e) {
            error(block, "memory", e.getMessage(), "");
        }
        return Optional.of(new Resources(
                count(block, "CPU").orElse(1), memory, count(block, "GPU").orElse(0), custom));
    }

    /** A number that the schema allows; of any other it has told already. */
    private static Optional<Integer> count(Settings section, String key) {
        return section.integer(key).filter(number -> number >= 0 && number <= HIGHEST_COUNT).map(Long::intValue);
    }

    private List<RuntimeSpec> runtimes() {
        Settings block = settings.section("runtime");
        return runtimeNames().stream().map(name -> new RuntimeSpec(name, block.section(name))).toList();
    }

    /** The runtimes that are asked for and those that these require, in the order in which they are set up. */
    Set<String> runtimeNames() {
        Set<String> ordered = new LinkedHashSet<>();
        settings.section("runtime").texts("types").forEach(name -> addWithRequired(name, ordered, new LinkedHashSet<>()));
        return ordered;
    }

    /** Required ones come before those that require them; a circle is broken where it closes. */
    private void addWithRequired(String name, Set<String> ordered, Set<String> underWay) {
        if (ordered.contains(name) || !underWay.add(name)) {
            return;
        }
        requires.apply(name).ifPresent(needed -> needed.stream()
                .sorted()
                .forEach(required -> addWithRequired(required, ordered, underWay)));
        ordered.add(name);
    }

    private FileSync files() {
        return new FileSync(
                settings.textMap("file_mounts"),
                settings.texts("cluster_synced_files"),
                settings.texts("rsync_exclude"),
                settings.texts("rsync_filter"),
                settings.flag("file_mounts_sync_continuously").orElse(false));
    }

    private CommandRetries retries() {
        Settings options = settings.section("options");
        CommandRetries standard = CommandRetries.DEFAULT;
        Optional<Integer> times = count(options, "number_of_retries");
        boolean setup = options.flag("retry_setup_command").orElse(true);
        boolean start = options.flag("retry_start_command").orElse(true);
        return new CommandRetries(
                setup ? times.orElse(standard.initialization()) : 0,
                setup ? times.orElse(standard.setup()) : 0,
                start ? times.orElse(standard.start()) : 0,
                count(options, "retry_interval").map(Duration::ofSeconds).orElse(standard.interval()));
    }

    /** The schema tells of a word that is none of these. */
    private JavaSource java() {
        String word = settings.text("java").orElse("").toUpperCase(Locale.ROOT);
        return Stream.of(JavaSource.values())
                .filter(source -> source.name().equals(word))
                .findFirst()
                .orElse(JavaSource.SYSTEM);
    }

    private AuthSpec auth() {
        Settings block = settings.section("auth");
        if (block.has("ssh_public_key") && !block.has("ssh_private_key")) {
            problems.add(Problem.error(block.place("ssh_public_key"), block.path("ssh_public_key"),
                    "'ssh_public_key' stands alone, and CloudTik logs in with the private key",
                    "add ssh_private_key, or leave both out: the cluster gets a key pair of its own"));
        }
        return new AuthSpec(
                block.text("ssh_user"), block.integer("ssh_port").map(Long::intValue), block.text("ssh_private_key"));
    }

    private <T> Optional<T> bindName(String key, String otherwise, Function<String, T> type) {
        String text = settings.text(key).orElse(otherwise);
        if (text.isEmpty() && !settings.text(key).isPresent()) {
            return Optional.empty(); // The schema tells that it is missing.
        }
        Optional<T> name = name(text, type);
        if (name.isEmpty()) {
            problems.add(badName(settings, key, text, type));
        }
        return name;
    }

    static <T> Optional<T> name(String text, Function<String, T> type) {
        try {
            return Optional.of(type.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static <T> Problem badName(Settings settings, String key, String text, Function<String, T> type) {
        String reason = "";
        try {
            type.apply(text);
        } catch (IllegalArgumentException e) {
            reason = e.getMessage();
        }
        return Problem.error(settings.place(key), settings.path(key), reason, "");
    }

    private void error(String key, String message, String remedy) {
        error(settings, key, message, remedy);
    }

    private void error(Settings section, String key, String message, String remedy) {
        problems.add(Problem.error(section.place(key), section.path(key), message, remedy));
    }
}
