package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterDumpTest {

    @TempDir
    private Path home;

    @Test
    void takesWholeLinesOfALogSoThatNoSecretIsCutInHalf() throws IOException {
        Path logs = Files.createDirectories(home.resolve(".cloudtik/logs"));
        Files.writeString(logs.resolve("a b.log"), "token=geheim\nnext\nlast\n");

        assertThat(endOf("a b.log", 100)).isEqualTo("token=geheim\nnext\nlast\n");
        assertThat(endOf("a b.log", 16)).isEqualTo("next\nlast\n");
    }

    private String endOf(String log, int bytes) {
        try (LocalProcessExecutor executor = new LocalProcessExecutor(home, Map.of())) {
            return executor.run(Command.script(Duration.ofMinutes(1), ClusterDump.LOG_END, log, String.valueOf(bytes))).stdout();
        }
    }
}
