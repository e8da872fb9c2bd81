package io.cloudtik.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.shell.PythonEdition.Word;
import io.cloudtik.shell.terminal.Consoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PythonEditionTest {

    private static final Path PAGE = Path.of("../../docs/guides/coming-from-python.md");
    private static final String BEGIN = "<!-- what follows is written by PythonEditionTest -->\n";

    private final List<Word> words = PythonEdition.read().words();

    private static Optional<CommandLine> command(String path) {
        CommandLine command = AllVerbs.commandLine();
        for (String verb : path.split(" ")) {
            command = command == null ? null : command.getSubcommands().get(verb);
        }
        return Optional.ofNullable(command);
    }

    private static int run(Consoles consoles, String... words) {
        return new VerbRun(consoles.console()).run(AllVerbs.commandLine(), words);
    }

    @Test
    void speaksOfVerbsThatAreThereAndOfOptionsThatAreNot() {
        for (Word word : words) {
            if (word.verb().equals("*")) {
                continue;
            }
            Optional<CommandLine> verb = command(word.verb());
            if (word.names().isEmpty()) {
                assertThat(verb).as("%s is there, so nothing needs to be said of it", word).isEmpty();
            } else {
                assertThat(verb).as("%s", word).isPresent();
                assertThat(verb.get().getCommandSpec().optionsMap()).as("%s", word).doesNotContainKeys(word.names().toArray(String[]::new));
            }
        }
    }

    @Test
    void tellsOfVerbsThatAreNotThere() {
        Consoles consoles = Consoles.plain();

        assertThat(run(consoles, "storage", "create", "s.yaml")).isEqualTo(2);
        assertThat(run(consoles, "runtime", "configure")).isEqualTo(2);

        assertThat(consoles.err())
                .contains("error: 'storage' is a verb of the Python edition: named storages of a workspace are not there yet")
                .contains("error: 'runtime configure' is a verb of the Python edition: the node's container configures");
    }

    @Test
    void leavesAnOptionAloneThatAVerbHasItself() {
        Consoles consoles = Consoles.plain();

        assertThat(run(consoles, "monitor", "-n", "-1", "c.yaml")).isEqualTo(2);

        assertThat(consoles.err()).contains("--lines is -1");
    }

    @Test
    void showsNothingOfItInTheHelp() {
        Consoles consoles = Consoles.plain();

        assertThat(run(consoles, "stop", "--help")).isZero();

        assertThat(consoles.out()).contains("--all").doesNotContain("--deep");
    }

    /** Written anew with {@code -Dcloudtik.write}. */
    @Test
    void thePageSaysTheSame() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table();
        if (System.getProperty("cloudtik.write") != null) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(wanted);
    }

    private String table() {
        return "\n| in the Python edition | here |\n|---|---|\n" + words.stream()
                .map(word -> "| " + label(word) + " | " + (word.isIgnored() ? "passed over with a note: " : "") + word.answer() + " |\n")
                .collect(Collectors.joining());
    }

    private static String label(Word word) {
        if (word.verb().equals("*")) {
            return "`" + String.join("`, `", word.names()) + "` of every verb";
        }
        return "`" + (word.verb() + " " + String.join("`, `", word.names())).strip() + "`";
    }
}
