package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.contracts.metrics.Exposition;
import io.cloudtik.contracts.metrics.Exposition.Family;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a cluster tells of itself, to programs and to people. */
@Order(2)
@ExtendWith(LocalClusterExtension.class)
class MonitorIT {

    private static final Path GUIDE = Path.of("../../docs/guides/monitor.md");
    private static final Pattern ROW = Pattern.compile("\\| `(cloudtik_\\w+)` \\| (\\w+) \\| (.+) \\|");
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/\\?ticket=[0-9a-f]{64}");

    @Test
    void tellsTheMetricsOfEveryNode(LocalCluster cluster) {
        cluster.awaitReady();
        JsonNode status = cluster.status();

        LocalCluster.nodes(status).forEach(node -> {
            Exposition metrics = metrics(node.path("address").asText());
            Family info = metrics.families().get("cloudtik_node_info");
            assertThat(info.series()).singleElement().satisfies(series -> assertThat(series.labels())
                    .containsEntry("node", node.path("id").asText())
                    .containsEntry("cluster", "demo"));
            node.path("services").forEach(service -> assertThat(metrics.value("cloudtik_service_up", Map.of(
                            "service", service.path("name").asText(), "runtime", service.path("runtime").asText())))
                    .as(service.toString())
                    .isEqualTo(1));
            assertThat(get("http://" + node.path("address").asText() + ":44217/readyz").body()).isEqualTo("ok\n");
            assertThat(get("http://" + node.path("address").asText() + ":44217/healthz").statusCode()).isEqualTo(200);
        });
        Exposition head = metrics(headAddress(status));
        assertThat(head.value("cloudtik_running_workers", Map.of())).isEqualTo(2);
        assertThat(head.value("cloudtik_active_nodes", Map.of("NodeType", "worker.default"))).isEqualTo(2);
        assertThat(head.value("cloudtik_update_time_seconds_count", Map.of())).isPositive();
    }

    @Test
    void documentsEveryMetricThereIsAndNoOther(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        Map<String, String> documented = new TreeMap<>();
        for (String line : Files.readAllLines(GUIDE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                documented.put(row.group(1), row.group(2) + ": " + row.group(3));
            }
        }

        Map<String, String> told = new TreeMap<>();
        metrics(headAddress(cluster.status())).families().values().stream()
                .filter(family -> family.name().startsWith("cloudtik_"))
                .forEach(family -> told.put(family.name(), family.type() + ": " + family.help()));

        assertThat(documented).isEqualTo(told);
    }

    @Test
    void namesEveryPlaceToScrape(LocalCluster cluster) throws IOException {
        cluster.awaitReady();
        JsonNode status = cluster.status();

        JsonNode groups = new JsonMapper().readTree(get("http://" + headAddress(status) + ":44217/targets").body());

        List<String> nodes = new ArrayList<>();
        groups.forEach(group -> {
            String path = group.path("labels").path("__metrics_path__").asText();
            String url = "http://" + group.path("targets").path(0).asText() + path;
            if (group.path("labels").path("job").asText().equals("cloudtik")) {
                nodes.add(group.path("labels").path("node").asText());
                assertThat(get(url).statusCode()).as(url).isEqualTo(200);
            }
        });
        assertThat(nodes).containsExactlyInAnyOrderElementsOf(cluster.machines().keySet());
    }

    @Test
    void showsItsPageThroughSshUntilItIsEnded(LocalCluster cluster) throws Exception {
        cluster.awaitReady();
        URI entrance;
        Result ended;
        CommandLine.Run dashboard = cluster.commandLine().start("dashboard", "cluster.yaml", "--no-open");
        try {
            cluster.await("the page's address is printed", () -> ADDRESS.matcher(dashboard.outSoFar()).find());
            Matcher address = ADDRESS.matcher(dashboard.outSoFar());
            assertThat(address.find()).isTrue();
            entrance = URI.create(address.group());

            assertThat(get(entrance.resolve("/data").toString()).statusCode()).as("without a ticket").isEqualTo(401);
            Optional<Path> chromium = chromium();
            if (chromium.isPresent()) {
                assertThat(seen(chromium.get(), entrance, cluster)).contains(
                        "<h1 id=\"cluster\">demo</h1>", "demo-head", "demo-worker-1", "spark-master", "Services healthy");
            } else {
                assertThat(get(entrance.toString()).statusCode()).isEqualTo(200);
                Assumptions.abort("SKIPPED in part: there is no chromium here, so nobody looked at the page");
            }
        } finally {
            ended = dashboard.end();
        }
        assertThat(ended.code()).as(ended.err()).isNotZero();
        assertThatThrownBy(() -> get(entrance.toString())).as("the way is closed").isInstanceOf(UncheckedIOException.class);
    }

    /** The page as it stands after its script has run. */
    private static String seen(Path chromium, URI address, LocalCluster cluster) throws IOException, InterruptedException {
        Path profile = Files.createDirectories(cluster.home().resolve("chromium"));
        List<String> command = new ArrayList<>(List.of(
                chromium.toString(), "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--user-data-dir=" + profile, "--virtual-time-budget=20000", "--dump-dom"));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--no-sandbox"); // Its sandbox refuses root.
        }
        command.add(address.toString());
        Path dom = profile.resolve("dom.html");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", profile.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("chromium is done").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(dom);
    }

    private static Optional<Path> chromium() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome").map(Path.of(folder)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String headAddress(JsonNode status) {
        return LocalCluster.nodes(status)
                .filter(node -> node.path("kind").asText().equals("HEAD"))
                .map(node -> node.path("address").asText())
                .findFirst()
                .orElseThrow();
    }

    private static Exposition metrics(String address) {
        HttpResponse<String> answer = get("http://" + address + ":44217/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        return Exposition.parse(answer.body());
    }

    private static HttpResponse<String> get(String uri) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
