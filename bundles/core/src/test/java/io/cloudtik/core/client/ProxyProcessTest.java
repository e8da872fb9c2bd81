package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.core.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyProcessTest {

    @TempDir
    private Path home;

    @Test
    void endsWhatItHasStartedWhenItIsInterrupted() throws Exception {
        Path distribution = Files.createDirectories(home.resolve("dist/bin")).getParent();
        Path program = Files.writeString(distribution.resolve("bin/cloudtik"), "#!/bin/sh\necho $$ > \"" + home + "/pid\"\nexec sleep 600\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(home.resolve("logs"));
        ProxyProcess process = new ProxyProcess(
                new FolderInstallation(Role.CLIENT, home, distribution),
                new ClusterHome(home, new WorkspaceName("lab"), new ClusterName("demo")),
                new InterruptedOnceTheProgramRuns(home.resolve("pid")));

        boolean interrupted = false;
        try {
            process.start(home.resolve("cluster.yaml"), Optional.empty(), OptionalInt.empty());
        } catch (InterruptedException e) {
            interrupted = true;
        }

        assertThat(interrupted).isTrue();
        long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
        Optional<ProcessHandle> left = ProcessHandle.of(pid);
        if (left.isPresent()) {
            left.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    private record InterruptedOnceTheProgramRuns(Path sign) implements Time {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration monotonic() {
            return Duration.ZERO;
        }

        @Override
        public void await(Duration duration) throws InterruptedException {
            Eventually.await("the program runs", Duration.ofSeconds(30), () -> sign.toFile().length() > 1);
            throw new InterruptedException();
        }
    }
}
