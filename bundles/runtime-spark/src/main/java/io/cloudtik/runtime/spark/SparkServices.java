package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.runtime.Endpoint;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runs on the nodes: a master on the head, a worker on each worker. */
final class SparkServices {

    /** A worker stops its executors before it ends, which takes them a second or two. */
    private static final Duration STOP_TIME = Duration.ofSeconds(10);
    private static final int MASTER_PAGE = 8080;
    /** Fixed, as a firewall between nodes wants it; Spark would take any free one. */
    private static final int WORKER_PORT = 7078;
    private static final int WORKER_PAGE = 8081;

    private SparkServices() {}

    static List<Endpoint> endpoints() {
        return List.of(
                Endpoint.page("Spark master", NodeKind.HEAD, MASTER_PAGE, "workers, applications and their drivers' pages"),
                Endpoint.page("Spark worker", NodeKind.WORKER, WORKER_PAGE, "executors of one worker and their logs"));
    }

    static PlannedService master(NodeContext node, SparkSettings settings) {
        List<String> command = new ArrayList<>(SparkInstallation.daemon(settings.masterMemory()));
        command.add("org.apache.spark.deploy.master.Master");
        command.addAll(List.of("--host", node.address()));
        command.addAll(List.of("--port", String.valueOf(SparkProperties.MASTER_PORT)));
        command.addAll(List.of("--webui-port", String.valueOf(MASTER_PAGE)));
        return service("spark-master", command, node, MASTER_PAGE);
    }

    static PlannedService worker(NodeContext node, SparkSettings settings) {
        List<String> command = new ArrayList<>(SparkInstallation.daemon(SparkSizing.DAEMON_HEAP));
        command.add("org.apache.spark.deploy.worker.Worker");
        command.addAll(List.of("--host", node.address()));
        command.addAll(List.of("--port", String.valueOf(WORKER_PORT)));
        command.addAll(List.of("--webui-port", String.valueOf(WORKER_PAGE)));
        command.addAll(List.of("--cores", String.valueOf(SparkSizing.workerCores(node.resources(), settings))));
        command.addAll(List.of(
                "--memory", SparkMemory.format(SparkSizing.workerMemory(node.resources(), settings))));
        command.addAll(List.of("--work-dir", "${dir:spark-work}"));
        command.add("spark://" + node.headAddress() + ":" + SparkProperties.MASTER_PORT);
        return service("spark-worker", command, node, WORKER_PAGE);
    }

    private static PlannedService service(
            String name, List<String> command, NodeContext node, int page) {
        // Instead of spark-defaults.conf: a change of what concerns jobs only must not restart the daemons.
        command.addAll(List.of("--properties-file", "${dir}/" + SparkInstallation.DAEMONS_CONF));
        String address = "http://" + node.address() + ":" + page;
        return new PlannedService(
                name,
                SparkRuntime.NAME,
                command,
                SparkInstallation.environment(node.address()),
                List.of(SparkInstallation.DAEMONS_CONF, SparkInstallation.DAEMONS_LOG),
                List.of(),
                HealthCheck.http(address + "/json/"),
                RestartPolicy.ALWAYS,
                "TERM",
                STOP_TIME,
                Optional.empty());
    }
}
