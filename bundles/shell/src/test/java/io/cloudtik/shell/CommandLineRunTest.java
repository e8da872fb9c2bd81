package io.cloudtik.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.Consoles;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

class CommandLineRunTest {

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final Consoles consoles = Consoles.plain();
    private final FakeComponents components = new FakeComponents();

    @Command(name = "greet", description = "Greet somebody.")
    private static final class Greet implements Callable<Integer> {

        private final Console console;

        @Parameters private String whom;

        private Greet(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            console.out().println("hello " + whom);
            return whom.equals("nobody") ? 4 : 0;
        }
    }

    private static final Verb GREET = Greet::new;

    @BeforeEach
    void startGogo() {
        threadIo.start();
    }

    @AfterEach
    void stopGogo() {
        processor.stop();
        threadIo.stop();
    }

    private static Map.Entry<Map<String, Object>, Supplier<Function>> verb(Function function, String group, String... names) {
        return verb(() -> function, group, "", names);
    }

    private static Map.Entry<Map<String, Object>, Supplier<Function>> verb(
            Supplier<Function> function, String group, String summary, String... names) {
        return Map.entry(
                Map.of(
                        "osgi.command.scope", "cloudtik",
                        "osgi.command.function", names,
                        "osgi.command.group", group,
                        "osgi.command.summary", summary),
                function);
    }

    private int run(List<Map.Entry<Map<String, Object>, Supplier<Function>>> verbs, String... words) {
        return new CommandLineRun(consoles.console(), processor, new KnownVerbs(verbs, components)).run(words);
    }

    private int run(String... words) {
        return run(List.of(verb(GREET, "Work", "greet", "hi")), words);
    }

    @Test
    void runsAVerbByItsNameOrAnAlias() {
        assertThat(run("greet", "ada")).isZero();
        assertThat(run("hi", "nobody")).isEqualTo(4);

        assertThat(consoles.out()).isEqualTo("hello ada\nhello nobody\n");
    }

    @Test
    void runsTheSameVerbFromGogo() throws Exception {
        processor.addCommand("cloudtik", GREET, "greet");
        try (CommandSession session =
                processor.createSession(InputStream.nullInputStream(), consoles.console().out(), consoles.console().err())) {
            session.execute("cloudtik:greet nobody");

            assertThat(session.get("?")).isEqualTo(4);
        }
        assertThat(consoles.out()).isEqualTo("hello nobody\n");
    }

    @Test
    void suggestsTheVerbThatWasMeant() {
        assertThat(run("gret", "ada")).isEqualTo(2);

        assertThat(consoles.err()).contains("gret").contains("greet");
    }

    @Test
    void listsVerbsByGroupWithTheirAliases() {
        assertThat(run("--help")).isZero();

        assertThat(consoles.out()).containsSubsequence("Work:", "greet, hi", "Greet somebody.", "Tools:", "completion");
        assertThat(consoles.out()).doesNotContain("%n").doesNotContain("Clusters:");
    }

    @Test
    void showsItsHelpWhenNothingIsSaid() {
        assertThat(run()).isZero();

        assertThat(consoles.out()).startsWith("Usage: cloudtik");
    }

    @Test
    void showsTheHelpOfAVerb() {
        assertThat(run("help", "greet")).isZero();

        assertThat(consoles.out()).contains("Usage: cloudtik greet").contains("Greet somebody.");
    }

    @Test
    void handsAPluginsVerbItsWordsAsTheyAre() {
        List<Object> heard = new ArrayList<>();
        Function plugin = (session, arguments) -> {
            heard.addAll(arguments);
            return 7;
        };

        assertThat(run(List.of(verb(plugin, "Tools", "dance")), "dance", "--fast", "x", "-h")).isEqualTo(7);

        assertThat(heard).containsExactly("--fast", "x", "-h");
    }

    @Test
    void saysWhatAVerbNeedsThatIsNotThere() {
        components.unsatisfied("fly", "pilot", "com.example.Pilot");

        assertThat(run("fly", "home")).isEqualTo(1);

        assertThat(consoles.err()).contains("'fly' does not work now: it needs com.example.Pilot, which no bundle offers");
    }

    @Test
    void printsACompletionScriptThatKnowsTheVerbs() {
        assertThat(run("completion", "bash")).isZero();

        assertThat(consoles.out()).startsWith("# Completion of cloudtik").contains("greet");
    }

    @Test
    void makesOnlyTheVerbThatIsAskedFor() {
        Supplier<Function> unwanted = () -> {
            throw new AssertionError("made though nobody asked for it");
        };
        List<Map.Entry<Map<String, Object>, Supplier<Function>>> verbs =
                List.of(verb(GREET, "Work", "greet"), verb(unwanted, "Work", "Fly somewhere.", "fly", "soar"));

        assertThat(run(verbs, "-v", "greet", "fly")).isZero();
        assertThat(run(verbs, "help", "greet")).isZero();
        assertThat(run(verbs, "--help")).isZero();
        assertThat(run(verbs)).isZero();
        assertThat(run(verbs, "gret")).isEqualTo(2);

        assertThat(consoles.out()).containsSubsequence("hello fly", "fly, soar", "Fly somewhere.");
    }

    @Test
    void listsAVerbThatCannotRunNow() {
        components.unsatisfied("fly", "pilot", "com.example.Pilot");

        assertThat(run("--help")).isZero();

        assertThat(consoles.out()).containsSubsequence("greet", "Tools:", "fly");
    }
}
