package io.cloudtik.core.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    @TempDir Path folder;

    @Test
    void isThatOfTheWholeFile() throws IOException {
        byte[] content = new byte[200_000];
        Path file = Files.write(folder.resolve("a.jar"), content);
        Fingerprint before = Fingerprint.of(file);
        content[content.length - 1] = 1;
        Files.write(file, content);

        assertThat(Fingerprint.of(file)).isNotEqualTo(before);
        assertThat(Fingerprint.of(Files.write(folder.resolve("b.jar"), content))).isEqualTo(Fingerprint.of(file));
    }

    @Test
    void hasTheChecksumsThatOthersCompute() throws IOException {
        Path file = Files.writeString(folder.resolve("check"), "123456789");

        assertThat(Fingerprint.of(file)).isEqualTo(new Fingerprint(9, 0xCBF43926L, 0xE3069283L));
    }
}
