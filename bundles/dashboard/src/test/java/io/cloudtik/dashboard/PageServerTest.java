package io.cloudtik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {

    private final DemoCluster cluster = DemoCluster.busy(Instant.now());
    private final OpenPage page = OpenPage.withHistory(cluster);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void givesATicketToWhoHasTheControlToken() throws Exception {
        HttpResponse<String> answer = post("/ticket", "Bearer " + DemoCluster.TOKEN.reveal());

        assertThat(answer.statusCode()).isEqualTo(200);
        String ticket = new JsonMapper().readTree(answer.body()).path("ticket").asText();
        assertThat(get(page.uri("/?ticket=" + ticket), "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer ", "Basic 0123456789abcdef", "0123456789abcdef"})
    void givesNoTicketToOthers(String authorization) throws Exception {
        assertThat(post("/ticket", authorization).statusCode()).isEqualTo(401);
    }

    @Test
    void changesATicketForACookieThatScriptsAndOtherSitesDoNotSee() throws Exception {
        URI entrance = page.entrance();
        HttpResponse<String> first = get(entrance, "");

        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("cloudtik_00000000=").endsWith("; Path=/; HttpOnly; SameSite=Strict");
        assertThat(first.body()).doesNotContain(entrance.getQuery());
        assertThat(get(page.uri("/"), cookie.split(";")[0]).body()).contains("<title>CloudTik</title>");
        assertThat(get(entrance, "").statusCode()).as("a second time").isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/data", "/page.js", "/?ticket=00ff", "/?ticket=", "/?x=1", "/nothing"})
    void showsNothingToWhoHasNoSession(String path) throws Exception {
        HttpResponse<String> answer = get(page.uri(path), "cloudtik_00000000=00ff; other=1");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("cloudtik dashboard <cluster.yaml>").doesNotContain("demo");
    }

    @ParameterizedTest
    @CsvSource({"/../Sessions.class, 404", "/page/page.js, 404", "/%2e%2e/x, 404", "/page.css, 200", "/data, 200"})
    void servesItsOwnFilesAndNoOthers(String path, int status) throws Exception {
        assertThat(get(page.uri(path), session()).statusCode()).isEqualTo(status);
    }

    @Test
    void letsNothingIntoThePageThatIsNotItsOwn() throws Exception {
        Map<String, String> wanted = Map.of(
                "Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cache-Control", "no-store");

        HttpResponse<String> answer = get(page.uri("/"), session());

        wanted.forEach((name, value) -> assertThat(answer.headers().firstValue(name)).contains(value));
        assertThat(answer.body()).doesNotContain("http:", "https:", "<style", "onclick");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:6787", "127.0.0.1.evil.example", ""})
    void isNotAtNamesThatOthersMadeLeadHere(String host) throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 421");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "POST"})
    void onlyShows(String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page.uri("/data"))
                .header("Cookie", session())
                .method(method, BodyPublishers.ofString("{}"))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void tellsOfTheHistoryOnlyWhatIsNew() throws Exception {
        JsonNode all = new JsonMapper().readTree(get(page.uri("/data"), session()).body());
        long last = all.path("history").path(719).path("at").asLong();
        JsonNode news = new JsonMapper().readTree(get(page.uri("/data?since=" + (last - 10)), session()).body());

        assertThat(all.path("history")).hasSize(720);
        assertThat(news.path("history")).hasSize(2);
        assertThat(all.path("status").path("nodes")).hasSize(5);
        assertThat(all.path("events")).hasSize(25);
    }

    @Test
    void saysWhyThereAreNoData() throws Exception {
        cluster.trouble("the cluster controller is starting");

        HttpResponse<String> answer = get(page.uri("/data"), session());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"trouble\":\"the cluster controller is starting\"}");
    }

    private String session() throws Exception {
        return get(page.entrance(), "").headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    }

    private HttpResponse<String> get(URI uri, String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page.uri(path))
                .header("Authorization", authorization)
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", page.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
