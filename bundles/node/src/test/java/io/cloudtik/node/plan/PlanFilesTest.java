package io.cloudtik.node.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.spi.runtime.PlannedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFilesTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1000);

    @TempDir
    Path folder;

    private PlanFiles files;
    private PlanVariables variables;

    @BeforeEach
    void open() {
        files = new PlanFiles(folder);
        variables = new PlanVariables(folder, Path.of("/dist"), new JavaHomes(Path.of("/none"), Map.of(), List.of()), Map.of());
    }

    @Test
    void writesWithVariablesFilledAndTheModeAsked() throws IOException {
        apply(PlannedFile.text("conf/a.conf", "in ${dir}"), PlannedFile.secret("secret", "s"));

        assertThat(folder.resolve("conf/a.conf")).hasContent("in " + folder);
        assertThat(mode("conf/a.conf")).isEqualTo("rw-r--r--");
        assertThat(mode("secret")).isEqualTo("rw-------");
    }

    @Test
    void leavesBytesAsTheyAre() {
        byte[] bytes = {0, 1, '$', '{', 'd', 'i', 'r', '}', (byte) 0xff};

        apply(PlannedFile.bytes("data", bytes));

        assertThat(folder.resolve("data")).hasBinaryContent(bytes);
    }

    @Test
    void touchesOnlyWhatChanged() throws IOException {
        apply(PlannedFile.text("same", "same"), PlannedFile.text("other", "before"));
        Files.setLastModifiedTime(folder.resolve("same"), LONG_AGO);
        Files.setLastModifiedTime(folder.resolve("other"), LONG_AGO);

        apply(PlannedFile.text("same", "same"), PlannedFile.text("other", "after_"));

        assertThat(Files.getLastModifiedTime(folder.resolve("same"))).isEqualTo(LONG_AGO);
        assertThat(folder.resolve("other")).hasContent("after_");
    }

    @Test
    void healsAFileThatSomebodyChanged() throws IOException {
        apply(PlannedFile.text("a", "planned"));
        Files.writeString(folder.resolve("a"), "by hand");

        apply(PlannedFile.text("a", "planned"));

        assertThat(folder.resolve("a")).hasContent("planned");
    }

    @Test
    void leavesAFileThatItsServiceKeepsUp() throws IOException {
        PlannedFile acl = PlannedFile.text("users.acl", "first").keptIfPresent();
        apply(acl);
        Files.writeString(folder.resolve("users.acl"), "first and more");

        apply(acl);

        assertThat(folder.resolve("users.acl")).hasContent("first and more");
    }

    @Test
    void removesWhatIsNoLongerPlannedAndNothingElse() throws IOException {
        apply(PlannedFile.text("conf/old", "x"), PlannedFile.text("both/old", "x"), PlannedFile.text("kept", "x"));
        Files.writeString(folder.resolve("both/of-a-service"), "data");

        apply(PlannedFile.text("kept", "x"));

        assertThat(folder.resolve("conf")).doesNotExist();
        assertThat(folder.resolve("both/old")).doesNotExist();
        assertThat(folder.resolve("both/of-a-service")).exists();
        assertThat(folder.resolve("kept")).exists();
    }

    @Test
    void removesTheFirstEvenIfAnotherContainerWroteIt() {
        apply(PlannedFile.text("a", "x"));
        files = new PlanFiles(folder);

        apply();

        assertThat(folder.resolve("a")).doesNotExist();
    }

    private void apply(PlannedFile... planned) {
        for (PlannedFile file : planned) {
            files.write(file, variables);
        }
        files.retain(List.of(planned));
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }
}
