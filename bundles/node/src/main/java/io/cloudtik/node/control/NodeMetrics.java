package io.cloudtik.node.control;

import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.Sample;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.node.system.NetworkCounters;
import io.cloudtik.node.system.NodeGauges;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of a node. Of what cannot be measured on this machine there is the name and no sample. Not thread-safe. */
final class NodeMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(NodeMetrics.class);

    private final NodeIdentity identity;
    private final String version;
    private final NodeGauges gauges;
    private final NetworkCounters network;
    private final Supplier<List<ServiceStatus>> services;

    /** @param gauges its own: the processors' load is told since the last scrape */
    NodeMetrics(
            NodeIdentity identity,
            String version,
            NodeGauges gauges,
            NetworkCounters network,
            Supplier<List<ServiceStatus>> services) {
        this.identity = identity;
        this.version = version;
        this.gauges = gauges;
        this.network = network;
        this.services = services;
    }

    List<Metric> metrics() {
        List<Metric> all = new ArrayList<>();
        all.add(Metric.gauge("cloudtik_node_info", "What the node is; always 1.", List.of(Sample.of(
                Map.of("workspace", identity.workspace().value(), "cluster", identity.cluster().value(),
                        "node", identity.node().value(), "NodeType", identity.type().value(), "version", version),
                1))));
        all.addAll(machine());
        all.addAll(services());
        Runtime java = Runtime.getRuntime();
        all.add(Metric.gauge("cloudtik_container_heap_used_bytes",
                "Java heap that the node's container uses.", java.totalMemory() - java.freeMemory()));
        return all;
    }

    private List<Metric> machine() {
        Map<String, Double> measured = measured();
        Map<String, NetworkCounters.Traffic> traffic = network.read();
        return List.of(
                gauge("cloudtik_node_cpu_usage_ratio",
                        "Busy share of the node's processors since the last scrape, from 0 to 1.", measured, "cpu_percent", 0.01),
                gauge("cloudtik_node_load1", "Load average of one minute.", measured, "load1", 1),
                gauge("cloudtik_node_memory_total_bytes", "Main memory.", measured, "memory_total_bytes", 1),
                gauge("cloudtik_node_memory_used_bytes", "Main memory in use.", measured, "memory_used_bytes", 1),
                Metric.counter("cloudtik_node_memory_kills_total", "Processes that were killed at the node's limit of memory.",
                        samples(measured, "memory_kills", 1)),
                gauge("cloudtik_node_disk_total_bytes", "Size of the disk that holds the node's home.", measured, "disk_total_bytes", 1),
                gauge("cloudtik_node_disk_free_bytes", "Free space of that disk.", measured, "disk_free_bytes", 1),
                counter("cloudtik_node_network_receive_bytes_total",
                        "Bytes received, by network device.", traffic, NetworkCounters.Traffic::received),
                counter("cloudtik_node_network_transmit_bytes_total",
                        "Bytes sent, by network device.", traffic, NetworkCounters.Traffic::sent));
    }

    private Map<String, Double> measured() {
        try {
            return gauges.measure();
        } catch (UncheckedIOException e) {
            LOG.debug("this node cannot be measured", e);
            return Map.of();
        }
    }

    private static Metric gauge(String name, String help, Map<String, Double> measured, String key, double factor) {
        return Metric.gauge(name, help, samples(measured, key, factor));
    }

    private static List<Sample> samples(Map<String, Double> measured, String key, double factor) {
        Double value = measured.get(key);
        return value == null ? List.of() : List.of(Sample.of(value * factor));
    }

    private static Metric counter(
            String name,
            String help,
            Map<String, NetworkCounters.Traffic> traffic,
            ToDoubleFunction<NetworkCounters.Traffic> value) {
        return Metric.counter(name, help, traffic.entrySet().stream()
                .map(device -> Sample.of("device", device.getKey(), value.applyAsDouble(device.getValue())))
                .toList());
    }

    private List<Metric> services() {
        List<ServiceStatus> all = services.get();
        return List.of(
                Metric.gauge("cloudtik_service_up", "Whether a service of the node is healthy: 1 or 0.",
                        samples(all, service -> service.isHealthy() ? 1 : 0)),
                Metric.counter("cloudtik_service_restarts_total",
                        "How often a service was started again by itself.", samples(all, ServiceStatus::restarts)));
    }

    private static List<Sample> samples(List<ServiceStatus> services, ToDoubleFunction<ServiceStatus> value) {
        return services.stream()
                .map(service -> Sample.of(
                        Map.of("service", service.name(), "runtime", service.runtime()), value.applyAsDouble(service)))
                .toList();
    }
}
