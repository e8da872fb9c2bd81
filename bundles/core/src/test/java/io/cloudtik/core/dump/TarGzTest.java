package io.cloudtik.core.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {

    @TempDir
    private Path folder;

    @Test
    void isReadByTheSystemsOwnTar() throws Exception {
        String large = "line\n".repeat(40_000);
        Path archive = folder.resolve("a.tar.gz");
        try (TarGz tar = new TarGz(Files.newOutputStream(archive), Instant.parse("2026-11-22T12:00:00Z"))) {
            tar.add("demo/status.json", "{}".getBytes(StandardCharsets.UTF_8));
            tar.add("demo/nodes/one/empty.log", new byte[0]);
            tar.add("demo/nodes/one/block.log", new byte[512]);
            tar.add("demo/nodes/one/large.log", large.getBytes(StandardCharsets.UTF_8));
        }

        Process tar = new ProcessBuilder("tar", "xzf", archive.toString(), "-C", folder.toString()).inheritIO().start();

        assertThat(tar.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(tar.exitValue()).isZero();
        assertThat(folder.resolve("demo/status.json")).hasContent("{}");
        assertThat(folder.resolve("demo/nodes/one/empty.log")).isEmptyFile();
        assertThat(folder.resolve("demo/nodes/one/block.log")).hasSize(512);
        assertThat(Files.size(folder.resolve("demo/nodes/one/large.log"))).isEqualTo(large.length());
    }

    @Test
    void refusesANameThatTheFormatCannotHold() throws IOException {
        try (TarGz tar = new TarGz(new ByteArrayOutputStream(), Instant.EPOCH)) {
            assertThatThrownBy(() -> tar.add("x".repeat(101), new byte[0])).hasMessageContaining("too long a name");
        }
    }
}
