package io.cloudtik.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.Sample;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.node.system.NetworkCounters;
import io.cloudtik.node.system.NodeGauges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeMetricsTest {

    private static final NodeIdentity NODE = new NodeIdentity(
            new NodeId("demo-worker-1"), NodeKind.WORKER, new NodeTypeName("worker.default"), "127.0.0.2", "127.0.0.1",
            new WorkspaceName("lab"), new ClusterName("demo"), new ClusterUuid("00000000-0000-0000-0000-000000000001"),
            Optional.empty());

    @TempDir
    private Path proc;

    @Test
    void tellsHowTheMachineDoesSinceTheLastScrape() throws IOException {
        stat(100, 900);
        write("loadavg", "0.50 0.40 0.30 1/200 4242\n");
        write("meminfo", "MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\n");
        write("net/dev", """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                    lo: 5000 12 0 0 0 0 0 0 6000 12 0 0 0 0 0 0
                  eth0:7 1 0 0 0 0 0 0 8 1 0 0 0 0 0 0
                """);
        NodeMetrics metrics = metrics(List.of());
        assertThat(samples(metrics, "cloudtik_node_cpu_usage_ratio")).isEmpty();
        stat(125, 975);

        List<Metric> all = metrics.metrics();

        assertThat(samples(all, "cloudtik_node_cpu_usage_ratio")).containsExactly(Sample.of(0.25));
        assertThat(samples(all, "cloudtik_node_load1")).containsExactly(Sample.of(0.5));
        assertThat(samples(all, "cloudtik_node_memory_used_bytes")).containsExactly(Sample.of(600 * 1024));
        assertThat(samples(all, "cloudtik_node_network_receive_bytes_total"))
                .containsExactly(Sample.of("device", "eth0", 7), Sample.of("device", "lo", 5000));
        assertThat(samples(all, "cloudtik_node_network_transmit_bytes_total"))
                .containsExactly(Sample.of("device", "eth0", 8), Sample.of("device", "lo", 6000));
        assertThat(samples(all, "cloudtik_node_info")).containsExactly(Sample.of(
                Map.of("workspace", "lab", "cluster", "demo", "node", "demo-worker-1", "NodeType", "worker.default", "version", "0"), 1));
    }

    @Test
    void tellsOfEachServiceWhetherItIsUpAndHowOftenItBegan() {
        List<Metric> all = metrics(List.of(
                        new ServiceStatus("spark-worker", "spark", ServiceState.HEALTHY, "", 7, 2),
                        new ServiceStatus("redis-primary", "system", ServiceState.BACKING_OFF, "exit code 1", 0, 5)))
                .metrics();

        assertThat(samples(all, "cloudtik_service_up")).containsExactly(
                Sample.of(Map.of("service", "spark-worker", "runtime", "spark"), 1),
                Sample.of(Map.of("service", "redis-primary", "runtime", "system"), 0));
        assertThat(samples(all, "cloudtik_service_restarts_total")).extracting(Sample::value).containsExactly(2.0, 5.0);
    }

    @Test
    void namesAlsoWhatCannotBeMeasuredHere() {
        List<Metric> all = metrics(List.of()).metrics();

        assertThat(samples(all, "cloudtik_node_load1")).isEmpty();
        assertThat(samples(all, "cloudtik_node_network_receive_bytes_total")).isEmpty();
        assertThat(samples(all, "cloudtik_node_disk_total_bytes")).singleElement().satisfies(sample ->
                assertThat(sample.value()).isPositive());
    }

    private NodeMetrics metrics(List<ServiceStatus> services) {
        return new NodeMetrics(NODE, "0", new NodeGauges(proc, proc), new NetworkCounters(proc), () -> services);
    }

    private static List<Sample> samples(NodeMetrics metrics, String name) {
        return samples(metrics.metrics(), name);
    }

    private static List<Sample> samples(List<Metric> all, String name) {
        return all.stream().filter(metric -> metric.name().equals(name)).map(Metric::samples).findFirst().orElseThrow();
    }

    private void stat(long user, long idle) throws IOException {
        write("stat", "cpu  " + user + " 0 0 " + idle + " 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = proc.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
