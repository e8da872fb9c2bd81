package io.cloudtik.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/commands.md is written by this test: {@code mvn -pl bundles/shell test -Dtest=CommandReferenceTest
 * -Dcloudtik.write}.
 */
class CommandReferenceTest {

    private static final Path PAGE = Path.of("../../docs/reference/commands.md");

    @Test
    void thePageSaysWhatTheCommandsAre() throws IOException {
        String page = new CommandReference(AllVerbs.commandLine()).page();
        if (System.getProperty("cloudtik.write") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/reference/commands.md is not what the commands say; write it anew with"
                        + " mvn -pl bundles/shell test -Dtest=CommandReferenceTest -Dcloudtik.write")
                .isEqualTo(page);
    }
}
