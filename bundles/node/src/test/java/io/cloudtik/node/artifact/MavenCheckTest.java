package io.cloudtik.node.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.problem.Finding;
import io.cloudtik.api.problem.Finding.Grade;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenCheckTest {

    @TempDir
    Path folder;

    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI());
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void asksTheMirrorThatNodesAsk() throws IOException {
        Finding finding = only(examine(mirror("central,other", here("/maven"))));

        assertThat(finding.grade()).isEqualTo(Grade.OK);
        assertThat(finding.message()).isEqualTo(here("/maven") + " answers (401)");
    }

    @Test
    void asksThroughTheProxyOfTheSettings() throws IOException {
        String proxy = "<proxies><proxy><id>p</id><active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>"
                + server.getAddress().getPort() + "</port></proxy></proxies>";

        Finding finding = only(examine(proxy + mirror("*", "http://repository.test/maven")));

        assertThat(finding.grade()).isEqualTo(Grade.OK);
        assertThat(asked).containsExactly(URI.create("http://repository.test/maven"));
    }

    @Test
    void warnsOfARepositoryThatDoesNotAnswerAndNamesNoPassword() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }

        Finding finding = only(examine(mirror("*", "http://ann:hunter2@127.0.0.1:" + nobody + "/maven")));

        assertThat(finding.grade()).isEqualTo(Grade.WARN);
        assertThat(finding.message())
                .contains("http://127.0.0.1:" + nobody + "/maven does not answer")
                .doesNotContain("hunter2");
        assertThat(finding.remedy()).contains("settings.xml");
    }

    @Test
    void looksForARepositoryThatIsAFolder() throws IOException {
        assertThat(only(examine(mirror("*", folder.toUri().toString()))).grade()).isEqualTo(Grade.OK);
        assertThat(only(examine(mirror("*", folder.resolve("none").toUri().toString()))).grade()).isEqualTo(Grade.WARN);
    }

    @Test
    void asksForWhatMavensOwnSuperPomNamesWhereNothingIsSet() {
        List<RemoteRepository> remotes = MavenRemotes.asked(MavenConfiguration.read(Map.of(), folder));

        assertThat(remotes).extracting(RemoteRepository::getId).containsExactly("central");
    }

    @Test
    void saysThatMavenIsOfflineOrUnreadable() throws IOException {
        assertThat(only(examine("<offline>true</offline>")).grade()).isEqualTo(Grade.WARN);
        assertThat(only(examine("<broken>")).grade()).isEqualTo(Grade.FAIL);
        assertThat(asked).isEmpty();
    }

    private List<Finding> examine(String settings) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.xml"), "<settings>" + settings + "</settings>");
        return new MavenCheck(Map.of("CLOUDTIK_MAVEN_SETTINGS", file.toString()), folder).examine();
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private String here(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static String mirror(String of, String url) {
        return "<mirrors><mirror><id>m</id><mirrorOf>" + of + "</mirrorOf><url>" + url + "</url></mirror></mirrors>";
    }
}
