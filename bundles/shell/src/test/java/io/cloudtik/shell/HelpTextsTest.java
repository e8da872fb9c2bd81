package io.cloudtik.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.shell.terminal.Consoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTextsTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        HelpTexts.main(new String[] {folder.toString()});
    }

    /** As the start script prints it where nobody wants colours. */
    private static String plain(String file) throws IOException {
        return Files.readString(folder.resolve(file)).replaceAll("\033\\[[0-9;]*m", "");
    }

    private static String said(String... words) {
        Consoles consoles = Consoles.plain();
        assertThat(AllVerbs.run(consoles.console()).run(words)).isZero();
        return consoles.out();
    }

    @Test
    void sayWhatTheCommandLineSays() throws IOException {
        assertThat(plain("100/VERBS")).isEqualTo(said("--help")).isEqualTo(said());
        assertThat(plain("100/status")).isEqualTo(said("status", "--help")).isEqualTo(said("help", "status"));
        assertThat(plain("100/up")).isEqualTo(said("up", "--help"));
        assertThat(plain("100/workspace.create")).isEqualTo(said("workspace", "create", "--help"));
        assertThat(plain("100/completion_zsh")).isEqualTo(said("completion", "zsh"));
    }

    @Test
    void haveColoursForATerminal() throws IOException {
        assertThat(Files.readString(folder.resolve("80/status"))).contains("\033[");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80})
    void fitTheirWidth(int width) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(String.valueOf(width)))) {
            List<String> names = files.map(file -> file.getFileName().toString()).filter(name -> !name.contains("_")).toList();
            assertThat(names).contains("VERBS", "start", "up", "job.list", "completion", "help");
            for (String name : names) {
                // Examples stand as they were written.
                assertThat(plain(width + "/" + name).split("\nExamples?:")[0].lines())
                        .as(name)
                        .allMatch(line -> line.length() <= width);
            }
        }
    }
}
