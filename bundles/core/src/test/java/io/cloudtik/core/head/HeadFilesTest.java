package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.config.SecretValues;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.control.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFilesTest {

    private static final Wish OLD = wish("${env:OLD}", "old value");
    private static final Wish FRESH = wish("${env:FRESH}", "fresh value");

    @TempDir
    private Path home;

    private HeadFiles files;

    @BeforeEach
    void write() throws IOException {
        files = new FakeHead(home).files();
        files.writeCluster(OLD);
    }

    @Test
    void keepsOnlyTheSecretsThatTheSettingsReferTo() {
        files.writeCluster(FRESH);

        assertThat(files.cluster()).isEqualTo(FRESH.settings());
        assertThat(files.secrets()).isEqualTo(FRESH.secrets());
    }

    @Test
    void hasTheSecretsOfTheOldSettingsAsLongAsTheNewOnesAreNotWritten() throws IOException {
        Path blocked = home.resolve(ControlPlane.CLUSTER_FILE + ".new");
        Files.createDirectories(blocked.resolve("in the way"));

        assertThatThrownBy(() -> files.writeCluster(FRESH)).isInstanceOf(PlatformException.class);

        assertThat(files.cluster()).isEqualTo(OLD.settings());
        assertThat(files.secrets().values()).containsAllEntriesOf(OLD.secrets().values());
    }

    private static Wish wish(String reference, String value) {
        return new Wish(
                Settings.of(Map.of("auth", Map.of("token", reference))), new SecretValues(Map.of(reference, value)));
    }
}
