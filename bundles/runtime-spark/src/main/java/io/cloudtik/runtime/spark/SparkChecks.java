package io.cloudtik.runtime.spark;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Problem;
import io.cloudtik.api.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** What would leave Spark's jobs waiting or failing, found before anything is launched. */
final class SparkChecks {

    private static final String EXECUTOR = "spark.executor.memory";
    private static final String CORES = "spark.executor.cores";
    private static final String DRIVER = "spark.driver.memory";

    private final ClusterSpec spec;
    private final Settings block;
    private final SparkSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    private SparkChecks(ClusterSpec spec, Settings block) {
        this.spec = spec;
        this.block = block;
        this.settings = SparkSettings.of(block);
    }

    static Problems of(ClusterSpec spec) {
        return new SparkChecks(spec, block(spec)).run();
    }

    /** The runtime's own block of a cluster. */
    static Settings block(ClusterSpec spec) {
        return spec.runtimes().stream()
                .filter(runtime -> runtime.name().equals(SparkRuntime.NAME))
                .map(RuntimeSpec::settings)
                .findFirst()
                .orElse(Settings.empty());
    }

    private Problems run() {
        problems.addAll(SparkTarball.problems(block));
        SparkProperties.DECIDED_BY_CLUSTER.forEach(this::checkIsNotSet);
        checkPackages();
        DataSize executor = heap(EXECUTOR, SparkSizing.SMALLEST_HEAP);
        DataSize driver = heap(DRIVER, SparkSizing.SMALLEST_DRIVER);
        settings.workerMemory().ifPresent(offered -> checkOffer(offered, executor));
        checkCores();
        spec.nodeTypes().forEach(type -> checkType(type, driver, executor));
        return new Problems(problems);
    }

    private void checkIsNotSet(String property) {
        if (settings.conf().containsKey(property)) {
            error(conf(property), property, "the cluster itself sets '" + property + "' for its jobs", "leave it out");
        }
    }

    private void checkPackages() {
        try {
            SparkPackages.take("packages", List.of(), new HashMap<>(settings.conf()));
        } catch (PlatformException e) {
            error(conf(SparkPackages.PROPERTY), SparkPackages.PROPERTY, e.getMessage(), e.remedy().orElse(""));
        }
    }

    /** The heap a property asks for, if it is one Spark starts with; what it is by default otherwise. */
    private DataSize heap(String property, DataSize byDefault) {
        String text = settings.conf().get(property);
        if (text == null) {
            return byDefault;
        }
        DataSize size = SparkMemory.parse(text).orElse(null);
        if (size == null) {
            error(conf(property), property, property + " '" + text + "' is no size", "write 512m or 2g");
            return byDefault;
        }
        if (size.compareTo(SparkSizing.SMALLEST_HEAP) < 0) {
            error(
                    conf(property),
                    property,
                    property + " is " + size + ", below the " + SparkSizing.SMALLEST_HEAP + " Spark starts with",
                    "write 512m or more");
        }
        return size;
    }

    private void checkOffer(DataSize offered, DataSize executor) {
        if (offered.compareTo(SparkSizing.SMALLEST_HEAP) < 0) {
            error(
                    block,
                    "worker_memory",
                    "worker_memory is " + offered + ", below the " + SparkSizing.SMALLEST_HEAP + " an executor needs",
                    "write 512m or more");
        } else if (offered.compareTo(executor) < 0) {
            error(
                    block,
                    "worker_memory",
                    "worker_memory is " + offered + ", below the " + executor + " of " + EXECUTOR
                            + ": no executor would ever start",
                    "raise the one or lower the other");
        }
    }

    private void checkCores() {
        String text = settings.conf().get(CORES);
        if (text == null) {
            return;
        }
        if (!text.matches("[1-9][0-9]{0,3}")) {
            error(conf(CORES), CORES, CORES + " '" + text + "' is no number of cores", "write 1 or more");
            return;
        }
        for (NodeTypeSpec type : spec.workerTypes()) {
            int offered = type.resources().map(stated -> SparkSizing.workerCores(stated, settings)).orElse(Integer.MAX_VALUE);
            if (Integer.parseInt(text) > offered) {
                error(
                        conf(CORES),
                        CORES,
                        CORES + " is " + text + ", and a worker of type '" + type.name() + "' offers " + offered
                                + ": no executor would ever start there",
                        "lower it, or give the type more CPUs");
            }
        }
    }

    private void checkType(NodeTypeSpec type, DataSize driver, DataSize executor) {
        Settings resources = spec.settings()
                .section("available_node_types")
                .section(type.name().value())
                .section("resources");
        type.resources().ifPresent(stated -> {
            if (stated.cpus() < 1) {
                error(
                        resources,
                        "CPU",
                        "node type '" + type.name() + "' has " + stated.cpus() + " CPUs, and Spark needs one",
                        "");
            }
            if (type.kind() == NodeKind.HEAD) {
                checkMemory(type, stated.memory(), "a driver of " + driver, driver, resources);
            } else {
                DataSize heap = settings.workerMemory().orElse(executor);
                checkMemory(type, stated.memory(), "executors of " + heap, heap, resources);
            }
        });
    }

    private void checkMemory(
            NodeTypeSpec type, DataSize memory, String purpose, DataSize heap, Settings resources) {
        DataSize needed = SparkSizing.nodeFor(heap);
        if (SparkSizing.isStated(memory) && memory.compareTo(needed) < 0) {
            error(
                    resources,
                    "memory",
                    "node type '" + type.name() + "' has " + memory + " of memory, and Spark with " + purpose
                            + " needs a node of " + needed,
                    "give it more, or lower " + DRIVER + ", " + EXECUTOR + " or worker_memory under runtime.spark");
        }
    }

    /** The section a property was written in. */
    private Settings conf(String property) {
        Settings conf = block.section("conf");
        return conf.has(property) ? conf : block.section("config");
    }

    private void error(Settings section, String key, String message, String remedy) {
        problems.add(Problem.error(section.place(key), section.path(key), message, remedy));
    }
}
