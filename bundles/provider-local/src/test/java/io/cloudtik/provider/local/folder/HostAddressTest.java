package io.cloudtik.provider.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HostAddressTest {

    private final HostAddress ours = HostAddress.ofThisProcess(4711, "token");

    @TempDir
    Path folder;

    @Test
    void isReadAsItWasWritten() throws IOException {
        LocalRoot root = new LocalRoot(folder.toAbsolutePath());
        assertThat(HostAddress.read(root)).isEmpty();

        ours.write(root);

        assertThat(HostAddress.read(root)).contains(ours);
        assertThat(ours.isOfLivingProcess()).isTrue();
    }

    @Test
    void isNotOfALaterProcessOfTheSameNumber() {
        assertThat(new HostAddress(ours.pid(), ours.began() + "1", 4711, "token").isOfLivingProcess()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsABeginningThatDoesNotShiftWithTheClock() {
        assertThat(ours.began()).matches("[0-9a-f-]{36}:[0-9]+");
    }

    @Test
    void namesTheFileThatIsDamaged() throws IOException {
        LocalRoot root = new LocalRoot(folder.toAbsolutePath());
        Files.writeString(root.hostAddress(), "pid=x\n");

        assertThatThrownBy(() -> HostAddress.read(root))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(root.hostAddress() + "' is damaged");
    }
}
