package io.cloudtik.node.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.Checksum;
import io.cloudtik.api.spi.runtime.Checksum.Algorithm;
import io.cloudtik.api.spi.runtime.Download;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveInstallerTest {

    @TempDir
    private Path folder;

    private Path cache;

    @BeforeEach
    void makeContent() throws IOException {
        cache = folder.resolve("cache");
        Path jars = Files.createDirectories(folder.resolve("spark-9/jars"));
        Files.writeString(jars.resolve("spark.jar"), "jar");
        Path script = Files.writeString(folder.resolve("spark-9/run"), "#!/bin/sh\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("beside"), "x");
    }

    @Test
    void unpacksTheOneFolderOfAFileThatIsHere() throws IOException, InterruptedException {
        Path archive = pack("a.tgz", "spark-9");

        Path unpacked = install(archive.toUri(), sum(archive));

        assertThat(unpacked.resolve("jars/spark.jar")).hasContent("jar");
        assertThat(unpacked.resolve("run")).isExecutable();
        assertThat(archive).as("the user's own").exists();
        Files.delete(archive);
        assertThat(install(archive.toUri(), unpacked.getFileName().toString())).isEqualTo(unpacked);
    }

    @Test
    void fetchesWhatIsElsewhereAndKeepsItOnce() throws IOException, InterruptedException {
        Path archive = pack("a.tgz", "spark-9");
        byte[] bytes = Files.readAllBytes(archive);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a.tgz");

            assertThat(install(address, sum(archive)).resolve("jars/spark.jar")).hasContent("jar");
        } finally {
            server.stop(0);
        }
        try (Stream<Path> left = Files.list(cache.resolve("sha512"))) {
            assertThat(left.map(Path::toString)).allMatch(file -> file.endsWith(".lock"));
        }
    }

    @Test
    void refusesAnotherFileThanWasMeant() throws IOException, InterruptedException {
        Path archive = pack("a.tgz", "spark-9");

        assertThatThrownBy(() -> install(archive.toUri(), "0".repeat(128)))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageContaining("refused 'spark' from file:").hasMessageContaining("its sha512 is " + sum(archive));
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException, InterruptedException {
        Path two = pack("two.tgz", "spark-9", "beside");
        Path none = Files.writeString(folder.resolve("none.tgz"), "no archive");

        assertThatThrownBy(() -> install(two.toUri(), sum(two)))
                .hasMessageContaining("it holds 2 files and folders, and not one folder");
        assertThatThrownBy(() -> install(none.toUri(), sum(none)))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageStartingWith("cannot unpack 'spark' from file:");
        assertThatThrownBy(() -> install(folder.resolve("nothing.tgz").toUri(), "0".repeat(128)))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessage("cannot fetch 'spark': this node has no file " + folder.resolve("nothing.tgz") + " that it may read");
    }

    private Path install(URI source, String sha512) {
        Download download = new Download("spark", source, Checksum.sha512(sha512), new DataSize(10), true);
        DownloadInstaller downloads = new DownloadInstaller(cache, FreeSpace.OF_THIS_MACHINE);
        return new ArchiveInstaller(cache, downloads, FreeSpace.OF_THIS_MACHINE)
                .install(download, new FetchProgress("spark", download.expectedSize()));
    }

    private static String sum(Path file) throws IOException {
        return Digests.of(file, Algorithm.SHA512);
    }

    private Path pack(String name, String... entries) throws IOException, InterruptedException {
        Path archive = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("tar", "-czf", archive.toString(), "-C", folder.toString()));
        command.addAll(List.of(entries));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
        return archive;
    }
}
