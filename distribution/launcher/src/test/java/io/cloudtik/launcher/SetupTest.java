package io.cloudtik.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {

    private static Map<String, String> properties(String role) {
        return Map.of("cloudtik.role", role, "cloudtik.distribution", "/opt/cloudtik", "user.home", "/home/from-database");
    }

    @Test
    void takesTheHomeOfAClientFromTheEnvironment() throws LaunchFailure {
        Setup setup = Setup.of(properties("client"), Map.of("CLOUDTIK_HOME", "/data/tik", "HOME", "/home/ada"));

        assertThat(setup.home()).isEqualTo(Path.of("/data/tik"));
        assertThat(setup.logFile()).isEqualTo(Path.of("/data/tik/logs/cloudtik.log"));
    }

    @Test
    void keepsAClientInTheUsersHomeByDefault() throws LaunchFailure {
        assertThat(Setup.of(properties("client"), Map.of("HOME", "/home/ada")).home()).isEqualTo(Path.of("/home/ada/.cloudtik"));
        assertThat(Setup.of(properties("client"), Map.of()).home()).isEqualTo(Path.of("/home/from-database/.cloudtik"));
    }

    @Test
    void givesEachNodeTheHomeOfItsOwnLoginWhateverTheClientsIs() throws LaunchFailure {
        Setup setup = Setup.of(properties("worker"), Map.of("CLOUDTIK_HOME", "/data/tik", "HOME", "/nodes/1"));

        assertThat(setup.home()).isEqualTo(Path.of("/nodes/1/.cloudtik"));
        assertThat(setup.logFile()).isEqualTo(Path.of("/nodes/1/.cloudtik/logs/container.log"));
        assertThat(setup.isNode()).isTrue();
    }

    @Test
    void refusesARoleItDoesNotKnow() {
        assertThatThrownBy(() -> Setup.of(properties("boss"), Map.of()))
                .isInstanceOf(LaunchFailure.class)
                .hasMessage("'boss' is no role: write client, head or worker");
    }

    @Test
    void refusesToStartWithoutTheScripts() {
        assertThatThrownBy(() -> Setup.of(Map.of(), Map.of())).hasMessageContaining("bin/cloudtik");
    }

    @Test
    void makesFoldersOnlyTheOwnerCanRead(@TempDir Path folder) throws Exception {
        Setup setup = new Setup("1", "client", folder, folder.resolve("home"));

        Path logs = setup.ownFolder("logs");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(logs))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(setup.home()))).isEqualTo("rwx------");
    }
}
