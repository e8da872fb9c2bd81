package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.runtime.Drain;
import io.cloudtik.api.spi.runtime.Endpoint;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What runs on the nodes: master, history and, on demand, Connect on the head; a worker on each worker. */
final class SparkServices {

    static final int HISTORY_PAGE = 18080;
    static final int CONNECT_PORT = 15002;
    /** Beside those of jobs, which take 4040 and the next free ones. */
    static final int CONNECT_PAGE = 4030;

    private static final String MASTER = "spark-master";
    private static final int MASTER_PAGE = 8080;
    /** Fixed, as a firewall between nodes wants it; Spark would take any free one. */
    private static final int WORKER_PORT = 7078;
    private static final int WORKER_PAGE = 8081;
    /** Of the first job; one beside it takes the next port. */
    private static final int DRIVER_PAGE = 4040;

    /** Executors that hold cached blocks or shuffle files nobody else has stay, so a worker without any has nothing to lose. */
    private static final String WITHOUT_EXECUTORS = "\"coresused\"\\s*:\\s*0\\b";

    /** The words after the folder are the command. */
    private static final String EMPTY_FOLDER =
            "find \"$1\" -mindepth 1 -maxdepth 1 -exec rm -rf {} +; shift; exec \"$@\"";

    /** A worker stops its executors before it ends, which takes them a second or two. */
    private static final Duration STOP_TIME = Duration.ofSeconds(10);

    private final NodeContext node;
    private final SparkSettings settings;
    private final SparkInstallation installation;

    SparkServices(NodeContext node, SparkSettings settings) {
        this.node = node;
        this.installation = new SparkInstallation(settings);
        this.settings = settings;
    }

    static List<Endpoint> endpoints(SparkSettings settings) {
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(Endpoint.page(
                "Spark master", NodeKind.HEAD, MASTER_PAGE, "workers, applications and their drivers' pages"));
        endpoints.add(Endpoint.page(
                "Spark worker", NodeKind.WORKER, WORKER_PAGE, "executors of one worker and their logs"));
        if (settings.history()) {
            endpoints.add(Endpoint.page("Spark history", NodeKind.HEAD, HISTORY_PAGE, "applications that have ended"));
        }
        if (settings.connect()) {
            endpoints.add(new Endpoint(
                    "Spark Connect", NodeKind.HEAD, "sc", CONNECT_PORT, "", "the address for SparkSession.builder().remote()"));
            endpoints.add(Endpoint.page("Spark Connect page", NodeKind.HEAD, CONNECT_PAGE, "sessions and queries"));
        }
        return endpoints;
    }

    List<PlannedService> all() {
        if (!node.isHead()) {
            return List.of(worker());
        }
        List<PlannedService> services = new ArrayList<>(List.of(master()));
        if (settings.history()) {
            services.add(history());
        }
        if (settings.connect()) {
            services.add(connect());
        }
        return services;
    }

    /** Where the processes of this node tell their metrics; a driver's only while a job runs. */
    List<ScrapeEndpoint> scrapes() {
        String address = node.address();
        return node.isHead()
                ? List.of(
                        new ScrapeEndpoint(MASTER, address, MASTER_PAGE, "/metrics/master/prometheus/"),
                        new ScrapeEndpoint("spark-applications", address, MASTER_PAGE, "/metrics/applications/prometheus/"),
                        new ScrapeEndpoint("spark-driver", address, DRIVER_PAGE, "/metrics/prometheus/"),
                        new ScrapeEndpoint("spark-executors", address, DRIVER_PAGE, "/metrics/executors/prometheus"))
                : List.of(new ScrapeEndpoint("spark-worker", address, WORKER_PAGE, "/metrics/prometheus/"));
    }

    private PlannedService master() {
        List<String> command = daemon(
                settings.masterMemory().orElseGet(() -> SparkSizing.daemonMemory(node.resources())),
                "org.apache.spark.deploy.master.Master");
        command.addAll(List.of("--host", node.address()));
        command.addAll(List.of("--port", String.valueOf(SparkProperties.MASTER_PORT)));
        command.addAll(List.of("--webui-port", String.valueOf(MASTER_PAGE)));
        addProperties(command, SparkInstallation.DAEMONS_CONF);
        return service(
                MASTER, command, SparkInstallation.DAEMONS_CONF, List.of(), HealthCheck.http(page(MASTER_PAGE, "/json/")),
                Optional.empty());
    }

    private PlannedService worker() {
        List<String> command = daemon(
                SparkSizing.daemonMemory(node.resources()), "org.apache.spark.deploy.worker.Worker");
        command.addAll(List.of("--host", node.address()));
        command.addAll(List.of("--port", String.valueOf(WORKER_PORT)));
        command.addAll(List.of("--webui-port", String.valueOf(WORKER_PAGE)));
        command.addAll(List.of("--cores", String.valueOf(SparkSizing.workerCores(node.resources(), settings))));
        command.addAll(List.of(
                "--memory", SparkMemory.format(SparkSizing.workerMemory(node.resources(), settings))));
        command.addAll(List.of("--work-dir", "${dir:spark-work}"));
        command.add("spark://" + node.headAddress() + ":" + SparkProperties.MASTER_PORT);
        addProperties(command, SparkInstallation.DAEMONS_CONF);
        return service(
                "spark-worker", withoutLeftovers(command), SparkInstallation.DAEMONS_CONF, List.of(),
                HealthCheck.http(page(WORKER_PAGE, "/json/")).idleWhen(WITHOUT_EXECUTORS), Optional.of(drain()));
    }

    /** A worker that begins has no executors: what lies there is of one that was killed. */
    private static List<String> withoutLeftovers(List<String> command) {
        List<String> words = new ArrayList<>(
                List.of("/bin/sh", "-c", EMPTY_FOLDER, "spark-worker", SparkInstallation.LOCAL_FOLDER));
        words.addAll(command);
        return words;
    }

    /** The signal makes the worker's executors give their blocks away and end; the program waits until all have. */
    private Drain drain() {
        return new Drain(
                "PWR",
                installation.tool(
                        "io.cloudtik.runtime.spark.driver.AwaitNoExecutors",
                        List.of(page(WORKER_PAGE, "/json/"), String.valueOf(settings.drainTimeout().toSeconds()))),
                settings.drainTimeout());
    }

    private PlannedService history() {
        List<String> command = daemon(
                SparkSizing.historyMemory(node.resources()), "org.apache.spark.deploy.history.HistoryServer");
        addProperties(command, SparkInstallation.HISTORY_CONF);
        return service(
                "spark-history", command, SparkInstallation.HISTORY_CONF, List.of(MASTER),
                HealthCheck.http(page(HISTORY_PAGE, "/api/v1/version")), Optional.empty());
    }

    /** A driver like any other, which answers its clients' queries. */
    private PlannedService connect() {
        List<String> command = installation.driver(
                SparkMemory.format(SparkSizing.driverMemory(node.resources())), List.of(), List.of());
        command.add(SparkInstallation.SPARK_SUBMIT);
        command.addAll(List.of("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"));
        addProperties(command, SparkInstallation.CONNECT_CONF);
        command.add("spark-internal");
        return service(
                "spark-connect", command, SparkInstallation.CONNECT_CONF, List.of(MASTER),
                HealthCheck.tcp(node.address(), CONNECT_PORT), Optional.empty());
    }

    private List<String> daemon(DataSize heap, String mainClass) {
        List<String> command = new ArrayList<>(installation.daemon(heap));
        command.add(mainClass);
        return command;
    }

    /** Instead of spark-defaults.conf: a change of what concerns jobs only must not restart the daemons. */
    private static void addProperties(List<String> command, String conf) {
        command.addAll(List.of("--properties-file", "${dir}/" + conf));
    }

    private PlannedService service(
            String name, List<String> command, String conf, List<String> after, HealthCheck check, Optional<Drain> drain) {
        return new PlannedService(
                name,
                SparkRuntime.NAME,
                node.isHead() ? SparkStorage.of(node).prepared(command) : command,
                installation.environment(node.address()),
                List.of(conf, SparkInstallation.DAEMONS_LOG),
                after,
                check,
                RestartPolicy.ALWAYS,
                "TERM",
                STOP_TIME,
                drain);
    }

    private String page(int port, String path) {
        return "http://" + node.address() + ":" + port + path;
    }
}
