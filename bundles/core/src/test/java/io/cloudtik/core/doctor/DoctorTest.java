package io.cloudtik.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.problem.Finding;
import io.cloudtik.api.problem.Finding.Grade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    Path folder;

    @Test
    void looksAtTheHomeAndWhoMaySeeIt() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));

        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        assertThat(new FolderChecks(home).findings().get(0).grade()).isEqualTo(Grade.OK);

        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(new FolderChecks(home).findings().get(0))
                .isEqualTo(Finding.warn("home", home + " may be seen by others: rwxr-xr-x", "chmod 700 " + home));

        assertThat(new FolderChecks(home.resolve("not/yet")).findings().get(0).message()).contains("will be made");
    }

    @Test
    void takesAProgramThatIsNotThereForAbsent() {
        assertThat(ProgramChecks.firstLine("cloudtik-no-such-program")).isEmpty();
        assertThat(ProgramChecks.firstLine("sh", "-c", "echo one; echo two")).contains("one");
        assertThat(ProgramChecks.firstLine("sh", "-c", "echo one; exit 3")).isEmpty();
    }
}
