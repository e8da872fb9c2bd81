package io.cloudtik.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.node.system.ProcessIdentity;
import io.cloudtik.node.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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

    @Test
    void isGoneWhenItsPidWasGivenToAStranger() throws IOException {
        Pids pids = new Pids();
        KeepAliveLoop watched = new KeepAliveLoop(pidFile, List.of("/bin/sh", "-c", ":"), pids);
        Files.writeString(pidFile, "4242");
        watched.look();

        pids.began = "later";
        watched.look();

        assertThat(watched.restarts()).isEqualTo(1);
    }

    @Test
    void runsWhenItWasStartedAnewUnderTheSamePid() throws IOException {
        Pids pids = new Pids();
        KeepAliveLoop watched = new KeepAliveLoop(pidFile, List.of("/bin/sh", "-c", ":"), pids);
        Files.writeString(pidFile, "4242");
        watched.look();

        pids.began = "later";
        Files.setLastModifiedTime(pidFile, FileTime.from(Instant.now().plusSeconds(60)));
        watched.look();

        assertThat(watched.restarts()).isZero();
    }

    private void await(String what, BooleanSupplier condition) {
        Eventually.await(what, Duration.ofSeconds(5), () -> {
            loop.look();
            return condition.getAsBoolean();
        });
    }

    /** One process for every pid. */
    private static final class Pids implements ProcessTable {

        private String began = "first";

        @Override
        public Optional<ProcessIdentity> find(long pid) {
            return Optional.of(new ProcessIdentity(pid, began));
        }

        @Override
        public Collection<Long> session(ProcessIdentity leader) {
            return List.of(leader.pid());
        }

        @Override
        public Optional<Boolean> hasEnvironment(long pid, String variable) {
            return Optional.empty();
        }
    }
}
