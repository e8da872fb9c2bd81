package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.spi.runtime.NodeContext;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every driver and, through it, every executor of the cluster gets unless the user says otherwise. Why each is as it is
 * stands in docs/reference/spark.md.
 */
final class JobDefaults {

    private static final DataSize LARGE_HEAP = DataSize.ofGibibytes(4);

    private final NodeContext node;
    private final SparkSettings settings;
    private final Map<String, String> properties = new TreeMap<>();

    private JobDefaults(NodeContext node, SparkSettings settings) {
        this.node = node;
        this.settings = settings;
    }

    static Map<String, String> of(NodeContext node, SparkSettings settings) {
        JobDefaults defaults = new JobDefaults(node, settings);
        defaults.connections();
        defaults.sizes();
        defaults.allocation();
        defaults.decommission();
        defaults.queries();
        defaults.records();
        defaults.properties.putAll(settings.conf());
        return defaults.properties;
    }

    private void connections() {
        put("spark.master", "spark://" + node.headAddress() + ":" + SparkProperties.MASTER_PORT);
        put("spark.submit.deployMode", "client");
        put("spark.driver.host", node.headAddress());
        put("spark.driver.bindAddress", node.headAddress());
        // The pages of drivers take 4040 and up; Spark's own 16 tries would refuse the eighteenth job at a time.
        put("spark.port.maxRetries", 200);
        properties.putAll(SparkProperties.authentication(node, settings));
    }

    private void sizes() {
        DataSize driver = SparkSizing.driverMemory(node.resources());
        ExecutorSize executor = SparkSizing.executor(node.workers(), settings);
        put("spark.driver.memory", SparkMemory.format(driver));
        put("spark.driver.maxResultSize", SparkMemory.format(SparkSizing.driverResult(driver)));
        put("spark.executor.cores", executor.cores());
        put("spark.executor.memory", SparkMemory.format(executor.memory()));
        // Java would count the machine's processors, and each of many executors would start threads for them all.
        put("spark.executor.defaultJavaOptions", collector(executor.memory()) + " -XX:ActiveProcessorCount="
                + Math.max(2, executor.cores()));
        put("spark.driver.defaultJavaOptions", collector(driver));
        put("spark.default.parallelism", SparkSizing.partitions(node.workers(), settings));
        put("spark.sql.shuffle.partitions", SparkSizing.partitions(node.workers(), settings));
        put("spark.dynamicAllocation.initialExecutors",
                SparkSizing.initialExecutors(node.workers(), executor, settings));
    }

    private static String collector(DataSize heap) {
        return heap.compareTo(LARGE_HEAP) < 0 ? "-XX:+UseSerialGC" : "-XX:+UseG1GC";
    }

    private void allocation() {
        put("spark.dynamicAllocation.enabled", true);
        put("spark.dynamicAllocation.minExecutors", 0);
        put("spark.dynamicAllocation.executorIdleTimeout", "60s");
        // Executors that go leave their shuffle files in the storage; without any, those that have some must stay.
        put("spark.dynamicAllocation.shuffleTracking.enabled", SparkStorage.of(node).blocks().isEmpty());
    }

    private void decommission() {
        put("spark.decommission.enabled", true);
        put("spark.storage.decommission.enabled", true);
        put("spark.storage.decommission.shuffleBlocks.enabled", true);
        put("spark.storage.decommission.rddBlocks.enabled", true);
        put("spark.storage.decommission.replicationReattemptInterval", "3s");
        SparkStorage.of(node).blocks().ifPresent(folder -> {
            put("spark.storage.decommission.fallbackStorage.path", folder);
            put("spark.storage.decommission.fallbackStorage.cleanUp", true);
        });
    }

    private void queries() {
        put("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
        put("spark.sql.adaptive.enabled", true);
        // Otherwise tables land in the folder a job happens to run in.
        put("spark.sql.warehouse.dir", "${dir:spark-warehouse}");
    }

    private void records() {
        put("spark.eventLog.enabled", true);
        put("spark.eventLog.dir", SparkStorage.of(node).events());
        put("spark.eventLog.compress", true);
        put("spark.eventLog.rolling.enabled", true);
        put("spark.eventLog.rolling.maxFileSize", "64m");
        put("spark.executor.logs.rolling.strategy", "size");
        put("spark.executor.logs.rolling.maxSize", 64L << 20);
        put("spark.executor.logs.rolling.maxRetainedFiles", 3);
        // A bar that redraws itself is noise in a log that is read later.
        put("spark.ui.showConsoleProgress", false);
        put("spark.ui.prometheus.enabled", true);
        // The page asks nobody who he is.
        put("spark.ui.killEnabled", false);
        properties.putAll(SparkProperties.METRICS);
    }

    private void put(String property, Object value) {
        properties.put(property, String.valueOf(value));
    }
}
