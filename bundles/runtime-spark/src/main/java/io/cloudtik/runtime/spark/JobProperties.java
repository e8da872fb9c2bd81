package io.cloudtik.runtime.spark;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.NodeContext;
import java.util.Map;
import java.util.TreeMap;

/** The properties of one job: the cluster's, then what the user asked for with it. */
final class JobProperties {

    private JobProperties() {}

    static Map<String, String> of(JobRequest request, NodeContext head) {
        Map<String, String> properties =
                new TreeMap<>(JobDefaults.of(head, SparkSettings.of(head.settings())));
        properties.putIfAbsent("spark.app.name", request.fileName());
        new TreeMap<>(request.options()).forEach((key, value) -> {
            check(request, key);
            properties.put(key, value);
        });
        JobDependencies needed = request.dependencies();
        SparkPackages.addJars(properties, needed.jars());
        SparkPackages.add(properties, "spark.submit.pyFiles", needed.pyFiles());
        SparkPackages.add(properties, "spark.files", needed.files());
        return properties;
    }

    private static void check(JobRequest request, String key) {
        if (!key.startsWith("spark.")) {
            throw new PlatformException(
                            Kind.INVALID, "job '" + request.fileName() + "': '" + key + "' is no property of Spark")
                    .withRemedy("Spark's properties begin with 'spark.', such as spark.executor.memory=2g");
        }
        if (SparkProperties.DECIDED_BY_CLUSTER.contains(key)) {
            throw new PlatformException(
                    Kind.INVALID, "job '" + request.fileName() + "': the cluster itself sets '" + key + "' for its jobs");
        }
    }
}
