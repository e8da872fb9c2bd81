package io.cloudtik.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.api.metrics.Metric;
import io.cloudtik.api.metrics.MetricsSource;
import io.cloudtik.api.metrics.ScrapeTarget;
import io.cloudtik.api.metrics.ScrapeTargets;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.node.ThisNode;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.metrics.Exposition;
import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class NodeExporterTest {

    private static final NodeIdentity HEAD = new NodeIdentity(
            new NodeId("demo-head"), NodeKind.HEAD, new NodeTypeName("head.default"), "127.0.0.1", "127.0.0.1",
            new WorkspaceName("lab"), new ClusterName("demo"), new ClusterUuid("00000000-0000-0000-0000-000000000001"),
            Optional.empty());
    private static final ScrapeTargets TARGETS = () -> List.of(
            new ScrapeTarget(HEAD.node(), HEAD.type(), new ScrapeEndpoint("cloudtik", "127.0.0.1", 44217, "/metrics")),
            new ScrapeTarget(HEAD.node(), HEAD.type(), new ScrapeEndpoint("spark", "fe80::1", 8080, "/prometheus")));

    private final Node node = new Node();

    @Test
    void tellsWhatAllSourcesKnow() throws Exception {
        List<MetricsSource> sources = List.of(
                () -> List.of(Metric.gauge("cloudtik_one", "One.", 1)),
                () -> {
                    throw new IllegalStateException("broken");
                },
                () -> List.of(Metric.gauge("cloudtik_one", "Another one.", 7), Metric.gauge("cloudtik_two", "Two.", 2)));

        try (ExporterServer server = open(sources, List.of())) {
            HttpResponse<String> answer = get(server, "/metrics");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
            Exposition read = Exposition.parse(answer.body());
            assertThat(read.families().keySet()).containsExactlyInAnyOrder("cloudtik_one", "cloudtik_two");
            assertThat(read.value("cloudtik_one", Map.of())).isEqualTo(1);
        }
    }

    @Test
    void namesAllTargetsOnTheHead() throws Exception {
        try (ExporterServer server = open(List.of(), List.of(TARGETS))) {
            HttpResponse<String> answer = get(server, "/targets");

            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(new JsonMapper().readTree(answer.body())).isEqualTo(new JsonMapper().readTree("""
                    [{"targets": ["127.0.0.1:44217"], "labels": {"job": "cloudtik", "__metrics_path__": "/metrics",
                      "workspace": "lab", "cluster": "demo", "node": "demo-head", "node_type": "head.default"}},
                     {"targets": ["[fe80::1]:8080"], "labels": {"job": "spark", "__metrics_path__": "/prometheus",
                      "workspace": "lab", "cluster": "demo", "node": "demo-head", "node_type": "head.default"}}]
                    """));
        }
    }

    @Test
    void knowsNoTargetsOnAWorker() throws Exception {
        try (ExporterServer server = open(List.of(), List.of())) {
            HttpResponse<String> answer = get(server, "/targets");

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("there are /healthz /metrics /readyz\n");
        }
    }

    @Test
    void isReadyWhenAllItsServicesAreAndItsControllerWorks() throws Exception {
        List<ScrapeTargets> starting = List.of(() -> {
            throw new PlatformException(Kind.UNAVAILABLE, "the cluster controller is starting");
        });
        try (ExporterServer worker = open(List.of(), List.of()); ExporterServer head = open(List.of(), starting)) {
            assertThat(get(worker, "/readyz").body()).isEqualTo("ok\n");
            assertThat(get(head, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(head, "/targets").statusCode()).isEqualTo(503);

            node.services.add(new ServiceStatus("spark-worker", "spark", ServiceState.BACKING_OFF, "exit code 1", 0, 3));
            node.silent = Duration.ofSeconds(11);

            HttpResponse<String> answer = get(worker, "/readyz");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo(
                    "the shared state took no heartbeat for 11 s\nspark-worker is BACKING_OFF: exit code 1\n");
            assertThat(get(worker, "/healthz").body()).isEqualTo("ok\n");
        }
    }

    @Test
    void isOnlyCalledDeadAfterALongSilence() throws Exception {
        node.silent = Duration.ofMinutes(16);
        try (ExporterServer server = open(List.of(), List.of())) {
            assertThat(get(server, "/healthz").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void changesNothingAndSaysSo() throws Exception {
        try (ExporterServer server = open(List.of(), List.of())) {
            HttpRequest post = HttpRequest.newBuilder(uri(server, "/metrics")).POST(BodyPublishers.ofString("x")).build();
            HttpRequest head = HttpRequest.newBuilder(uri(server, "/healthz")).method("HEAD", BodyPublishers.noBody()).build();

            assertThat(send(post).statusCode()).isEqualTo(405);
            assertThat(send(head).statusCode()).isEqualTo(200);
            assertThat(send(head).body()).isEmpty();
        }
    }

    @Test
    void refusesWhomItCannotServeSoon() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        MetricsSource slow = () -> {
            awaitQuietly(busy);
            return List.of();
        };
        List<Socket> clients = new ArrayList<>();
        try (ExporterServer server = open(List.of(slow), List.of())) {
            for (int i = 0; i <= ExporterServer.THREADS + ExporterServer.WAITING_REQUESTS; i++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
                client.setSoTimeout(10);
                client.getOutputStream().write("GET /metrics HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                clients.add(client);
            }

            Eventually.await("one too many is told so", Duration.ofMinutes(1),
                    () -> clients.stream().anyMatch(NodeExporterTest::isClosed));
            busy.countDown();
            Eventually.await("others are served again", Duration.ofMinutes(1), () -> answers(uri(server, "/healthz")));
        } finally {
            busy.countDown();
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isClosed(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void waitsForAPortThatIsTaken() throws Exception {
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
        URI uri = URI.create("http://127.0.0.1:" + taken.getLocalPort() + "/healthz");
        Exporter exporter = new Exporter(address, pages(List.of(), List.of()), Duration.ofMillis(50));
        try {
            taken.close();

            Eventually.await("the exporter has its port", Duration.ofMinutes(1), () -> answers(uri));
        } finally {
            exporter.close();
        }
        assertThat(answers(uri)).isFalse();
    }

    private static boolean answers(URI uri) {
        try {
            return send(HttpRequest.newBuilder(uri).build()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private Map<String, ExporterServer.Page> pages(List<MetricsSource> sources, List<ScrapeTargets> targets) {
        return NodeExporter.pages(node, new JacksonRecordCodec(), sources, targets);
    }

    private ExporterServer open(List<MetricsSource> sources, List<ScrapeTargets> targets) throws IOException {
        return ExporterServer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), pages(sources, targets));
    }

    private static URI uri(ExporterServer server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static HttpResponse<String> get(ExporterServer server, String path) {
        return send(HttpRequest.newBuilder(uri(server, path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Node implements ThisNode {

        private final List<ServiceStatus> services = new ArrayList<>();
        private Duration silent = Duration.ZERO;

        @Override
        public NodeIdentity identity() {
            return HEAD;
        }

        @Override
        public List<ServiceStatus> services() {
            return services;
        }

        @Override
        public Duration sinceBeat() {
            return silent;
        }
    }
}
