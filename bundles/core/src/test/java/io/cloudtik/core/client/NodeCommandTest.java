package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeCommandTest {

    @TempDir private Path home;

    private CommandResult run(String... argv) {
        try (LocalProcessExecutor shell = new LocalProcessExecutor(home, Map.of())) {
            return shell.run(new Command(NodeCommand.of(List.of(argv)), Map.of(), "", Duration.ofMinutes(1)));
        }
    }

    @Test
    void findsThePlatformsProgramsAndKeepsArgumentsAndExitCodes() throws IOException {
        Path bin = Files.createDirectories(home.resolve(".cloudtik/dist/current/bin"));
        Path program = Files.writeString(bin.resolve("cloudtik"), "#!/bin/sh\nprintf '[%s]' \"$@\"; exit 9\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        CommandResult result = run("cloudtik", "a b", "", "$HOME", "-c", "'\"\n");

        assertThat(result.stdout()).isEqualTo("[a b][][$HOME][-c]['\"\n]");
        assertThat(result.exitCode()).isEqualTo(9);
    }

    @Test
    void endsAsAShellDoesWhereThereIsNoSuchProgram() {
        assertThat(run("no-such-program").exitCode()).isEqualTo(127);
    }
}
