package io.cloudtik.runtime.spark;

import io.cloudtik.api.spi.runtime.NodeContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Spark's properties: what we set unless a user does, and the files in which Spark reads them. */
final class SparkProperties {

    static final int MASTER_PORT = 7077;

    /** Set by the cluster for each job; a user who sets them would lead the job elsewhere. */
    static final List<String> DECIDED_BY_CLUSTER = List.of("spark.master", "spark.submit.deployMode");

    /** What both ends of a connection, or the daemons themselves, must know. */
    private static final List<String> FOR_DAEMONS = List.of(
            "spark.authenticate",
            "spark.deploy.",
            "spark.io.",
            "spark.master.",
            "spark.network.",
            "spark.port.",
            "spark.rpc.",
            "spark.ssl.",
            "spark.ui.",
            "spark.worker.");

    private SparkProperties() {}

    /** For drivers and, through them, executors; the same for every job of the cluster. */
    static Map<String, String> forJobs(NodeContext node, SparkSettings settings) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("spark.master", "spark://" + node.headAddress() + ":" + MASTER_PORT);
        properties.put("spark.submit.deployMode", "client");
        properties.put("spark.driver.host", node.headAddress());
        properties.put("spark.driver.bindAddress", node.headAddress());
        properties.put("spark.driver.memory", SparkMemory.format(SparkSizing.driverMemory(node.resources())));
        properties.put("spark.executor.cores", "1");
        properties.put("spark.executor.memory", SparkMemory.format(SparkSizing.executorMemory(settings)));
        properties.put("spark.sql.adaptive.enabled", "true");
        properties.put(
                "spark.sql.shuffle.partitions", String.valueOf(SparkSizing.shufflePartitions(node.resources())));
        // Otherwise tables land in the folder a job happens to run in.
        properties.put("spark.sql.warehouse.dir", "${dir:spark-warehouse}");
        properties.put("spark.eventLog.enabled", "true");
        properties.put("spark.eventLog.dir", "${dir:spark-events}");
        // A bar that redraws itself is noise in a log that is read later.
        properties.put("spark.ui.showConsoleProgress", "false");
        properties.putAll(settings.conf());
        return properties;
    }

    static Map<String, String> forDaemons(SparkSettings settings) {
        Map<String, String> properties = new TreeMap<>();
        // The folders of ended applications hold copies of their jars: kept a day, for who wants to read their logs.
        properties.put("spark.worker.cleanup.enabled", "true");
        properties.put("spark.worker.cleanup.appDataTtl", "86400");
        // Both lists are part of each answer of the web pages, which the health check reads every ten seconds.
        properties.put("spark.deploy.retainedApplications", "50");
        properties.put("spark.worker.ui.retainedExecutors", "50");
        settings.conf().forEach((key, value) -> {
            if (FOR_DAEMONS.stream().anyMatch(key::startsWith)) {
                properties.put(key, value);
            }
        });
        return properties;
    }

    /** The text of a properties file, which Spark reads as Java does; variables in values stay as they are. */
    static String render(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> escapedKey(entry.getKey()) + " = " + escapedValue(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** A blank, a colon or an equals sign would end the key. */
    private static String escapedKey(String key) {
        return escaped(key).replaceAll("[ :=#!]", "\\\\$0");
    }

    private static String escapedValue(String value) {
        return value.startsWith(" ") ? "\\" + escaped(value) : escaped(value);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    }
}
