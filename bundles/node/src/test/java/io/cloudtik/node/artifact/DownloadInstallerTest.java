package io.cloudtik.node.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.Checksum;
import io.cloudtik.api.spi.runtime.Download;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadInstallerTest {

    private static final String TEXT = "0123456789";

    @TempDir
    Path cache;

    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile boolean cuts;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void keepsAFileUnderItsHash() {
        Path file = install(TEXT);

        assertThat(file).isEqualTo(cache.resolve("sha256").resolve(Digests.of(TEXT))).hasContent(TEXT);
        server.stop(0);
        assertThat(install(TEXT)).isEqualTo(file);
    }

    @Test
    void continuesWhereItWasCut() {
        cuts = true;
        assertThatThrownBy(() -> install(TEXT))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        cuts = false;

        assertThat(install(TEXT)).hasContent(TEXT);

        assertThat(ranges).containsExactly("", "bytes=4-");
    }

    @Test
    void refusesWhatDoesNotHaveTheHash() {
        assertThatThrownBy(() -> install("something else"))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageContaining("its sha256 is " + Digests.of(TEXT) + ", not " + Digests.of("something else"));
        assertThat(cache.resolve("sha256").resolve(Digests.of("something else"))).doesNotExist();
        assertThat(cache.resolve("sha256").resolve(Digests.of("something else") + ".part")).doesNotExist();
    }

    @Test
    void startsOverIfWhatIsThereIsAnotherFile() throws IOException {
        Path part = cache.resolve("sha256").resolve(Digests.of(TEXT) + ".part");
        Files.createDirectories(part.getParent());
        Files.writeString(part, "abcd");

        assertThatThrownBy(() -> install(TEXT)).hasMessageContaining("its sha256 is");

        assertThat(install(TEXT)).hasContent(TEXT);
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        URI missing = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/missing");

        assertThatThrownBy(() -> install(missing, TEXT)).hasMessage("cannot fetch 'data': " + missing + " answered 404");
    }

    private Path install(String text) {
        return install(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file"), text);
    }

    private Path install(URI source, String text) {
        Download download = new Download("data", source, Checksum.sha256(Digests.of(text)), new DataSize(10));
        return new DownloadInstaller(cache, FreeSpace.OF_THIS_MACHINE)
                .install(download, new FetchProgress("data", download.expectedSize()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] all = TEXT.getBytes(StandardCharsets.US_ASCII);
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "" : range);
        int from = range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        exchange.sendResponseHeaders(range == null ? 200 : 206, all.length - from);
        exchange.getResponseBody().write(Arrays.copyOfRange(all, from, cuts ? 4 : all.length));
        exchange.getResponseBody().flush();
        // Closed with less than was announced, the connection is cut.
        exchange.close();
    }
}
