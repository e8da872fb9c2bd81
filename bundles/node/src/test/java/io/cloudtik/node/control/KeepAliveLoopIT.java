package io.cloudtik.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.node.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepAliveLoopIT {

    @TempDir
    Path folder;

    private Path pidFile;
    private KeepAliveLoop loop;

    @BeforeEach
    void open() {
        pidFile = folder.resolve("loop.pid");
        loop = new KeepAliveLoop(
                pidFile,
                List.of("/bin/sh", "-c", "echo . >>'" + folder + "/starts'; sleep 1000 & echo $! >'" + pidFile + "'"),
                ProcessTable.ofThisMachine());
    }

    @AfterEach
    void close() {
        pid().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private Optional<Long> pid() {
        try {
            return Optional.of(Long.valueOf(Files.readString(pidFile).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Test
    void isStartedAgainWhenItWasKilledAndOnlyOnce() throws Exception {
        Process first = new ProcessBuilder("sleep", "1000").start();
        Files.writeString(pidFile, first.pid() + "\n");
        loop.look();
        first.destroyForcibly().waitFor();

        await("another loop runs", () -> pid().filter(pid -> pid != first.pid()).isPresent());
        loop.look();
        loop.look();

        assertThat(loop.restarts()).isEqualTo(1);
        assertThat(folder.resolve("starts")).hasContent(".");
    }

    @Test
    void isNotStartedForAContainerThatNeverHadOne() throws IOException {
        loop.look();
        Files.writeString(pidFile, "no pid");
        loop.look();

        assertThat(loop.restarts()).isZero();
        assertThat(folder.resolve("starts")).doesNotExist();
    }

    private void await(String what, BooleanSupplier condition) {
        Eventually.await(what, Duration.ofSeconds(5), () -> {
            loop.look();
            return condition.getAsBoolean();
        });
    }
}
