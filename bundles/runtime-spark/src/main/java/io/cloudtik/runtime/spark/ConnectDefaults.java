package io.cloudtik.runtime.spark;

import io.cloudtik.api.spi.runtime.NodeContext;
import java.util.Map;
import java.util.TreeMap;

/** What the server of Spark Connect gets beyond a job's properties. */
final class ConnectDefaults {

    private ConnectDefaults() {}

    static Map<String, String> of(NodeContext head, SparkSettings settings) {
        Map<String, String> properties = new TreeMap<>(JobDefaults.of(head, settings));
        Map<String, String> own = new TreeMap<>();
        own.put("spark.app.name", "Spark Connect");
        own.put("spark.connect.grpc.binding.address", head.address());
        own.put("spark.connect.grpc.binding.port", String.valueOf(SparkServices.CONNECT_PORT));
        own.put("spark.ui.port", String.valueOf(SparkServices.CONNECT_PAGE));
        // It waits for queries most of the time, and takes nothing from jobs until one comes.
        own.put("spark.dynamicAllocation.initialExecutors", "0");
        own.forEach((property, value) -> {
            if (!settings.conf().containsKey(property)) {
                properties.put(property, value);
            }
        });
        // These follow the number of workers, and a file that does would end all sessions whenever one comes or goes.
        for (String property : new String[] {"spark.default.parallelism", "spark.sql.shuffle.partitions"}) {
            if (!settings.conf().containsKey(property)) {
                properties.remove(property);
            }
        }
        return properties;
    }
}
