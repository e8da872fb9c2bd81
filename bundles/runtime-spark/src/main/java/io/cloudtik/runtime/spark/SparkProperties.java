package io.cloudtik.runtime.spark;

import io.cloudtik.api.spi.runtime.NodeContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Spark's properties: what jobs and daemons share, what daemons get, and the files in which Spark reads them. */
final class SparkProperties {

    static final int MASTER_PORT = 7077;

    /** Set by the cluster for each job; a user who sets them would lead the job elsewhere. */
    static final List<String> DECIDED_BY_CLUSTER =
            List.of("spark.master", "spark.submit.deployMode", "spark.authenticate.secret");

    private static final String AUTHENTICATE = "spark.authenticate";
    private static final String METRICS_CONF = "spark.metrics.conf.";
    private static final String PROMETHEUS = ".sink.prometheusServlet.";

    /** In Prometheus' form on the page that each process has anyway. */
    static final Map<String, String> METRICS = Map.of(
            METRICS_CONF + "*" + PROMETHEUS + "class", "org.apache.spark.metrics.sink.PrometheusServlet",
            METRICS_CONF + "*" + PROMETHEUS + "path", "/metrics/prometheus",
            METRICS_CONF + "master" + PROMETHEUS + "path", "/metrics/master/prometheus",
            METRICS_CONF + "applications" + PROMETHEUS + "path", "/metrics/applications/prometheus");

    /** What both ends of a connection, or the daemons themselves, must know. */
    private static final List<String> FOR_DAEMONS = List.of(
            AUTHENTICATE,
            "spark.decommission.",
            "spark.deploy.",
            "spark.history.",
            "spark.io.",
            "spark.master.",
            "spark.metrics.",
            "spark.network.",
            "spark.port.",
            "spark.rpc.",
            "spark.ssl.",
            "spark.ui.",
            "spark.worker.");

    private SparkProperties() {}

    /** Who does not know the cluster's secret neither runs jobs on it nor reads its blocks; nobody had to make it. */
    static Map<String, String> authentication(NodeContext node, SparkSettings settings) {
        return settings.conf().getOrDefault(AUTHENTICATE, "true").equals("true")
                ? Map.of(AUTHENTICATE, "true", AUTHENTICATE + ".secret", node.secret().reveal())
                : Map.of();
    }

    static Map<String, String> forDaemons(NodeContext node, SparkSettings settings) {
        Map<String, String> properties = new TreeMap<>(METRICS);
        properties.putAll(authentication(node, settings));
        // A master that was killed knows its workers and applications again, and these go on getting executors.
        properties.put("spark.deploy.recoveryMode", "FILESYSTEM");
        properties.put("spark.deploy.recoveryDirectory", "${dir:spark-recovery}");
        // The pages ask nobody who he is. Jobs are ended by `cloudtik job cancel`, workers by their node controllers.
        properties.put("spark.ui.killEnabled", "false");
        properties.put("spark.master.ui.decommission.allow.mode", "DENY");
        // A worker that is told to go lets its executors give their blocks away.
        properties.put("spark.decommission.enabled", "true");
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

    static Map<String, String> forHistory(NodeContext node, SparkSettings settings) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("spark.history.fs.logDirectory", SparkStorage.of(node).history());
        properties.put("spark.history.ui.port", String.valueOf(SparkServices.HISTORY_PAGE));
        properties.put("spark.history.fs.cleaner.enabled", "true");
        properties.put("spark.history.fs.cleaner.maxAge", "14d");
        properties.put("spark.history.fs.cleaner.maxNum", "1000");
        // The log of an application that runs for weeks is compacted beyond so many pieces.
        properties.put("spark.history.fs.eventLog.rolling.maxFilesToRetain", "20");
        // Each shown application is held in memory.
        properties.put("spark.history.retainedApplications", "20");
        properties.put("spark.history.fs.numReplayThreads", "1");
        properties.putAll(forDaemons(node, settings));
        return properties;
    }

    /** The text of a properties file, which Spark reads as Java does; variables in values stay as they are. */
    static String render(Map<String, String> properties) {
        return new TreeMap<>(properties).entrySet().stream()
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
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t").replace("\f", "\\f");
    }
}
