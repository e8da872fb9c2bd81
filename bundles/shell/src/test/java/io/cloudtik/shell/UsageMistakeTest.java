package io.cloudtik.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.shell.terminal.Consoles;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class UsageMistakeTest {

    private enum Format { TABLE, JSON, YAML }

    @Command(name = "cloudtik", subcommands = {HelpCommand.class, Run.class, Group.class})
    private static final class Root {}

    @Command(name = "run")
    private static final class Run implements Runnable {

        @Parameters(index = "0", paramLabel = "FILE")
        private String file;

        @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND [ARGUMENT...]", hideParamSyntax = true)
        private List<String> line;

        @Option(names = {"-o", "--output"})
        private Format format;

        @Option(names = "--lines")
        private int lines;

        @ArgGroup(exclusive = true)
        private Which which;

        private static final class Which {

            @Option(names = "--all")
            private boolean all;

            @Option(names = "--node")
            private String node;
        }

        @Override
        public void run() {
            throw new AssertionError("nothing is run");
        }
    }

    @Command(name = "group", subcommands = Group.Stop.class)
    private static final class Group {

        @Command(name = "stop")
        private static final class Stop {

            @Parameters(index = "0", paramLabel = "FILE")
            private String file;

            @Parameters(index = "1", paramLabel = "NODE")
            private String node;
        }
    }

    private static String complaint(String... words) {
        Consoles consoles = Consoles.plain();
        assertThat(new VerbRun(consoles.console()).run(new Root(), words)).isEqualTo(Failures.USAGE);
        return consoles.err().lines().filter(line -> !line.startsWith("try: ")).toList().toString();
    }

    @Test
    void namesWhatIsMissing() {
        assertThat(complaint("group", "stop")).isEqualTo("[error: cloudtik group stop needs FILE and NODE]");
        assertThat(complaint("run", "c.yaml")).isEqualTo("[error: cloudtik run needs COMMAND]");
        assertThat(complaint("run", "c.yaml", "ls", "--lines")).isEqualTo("[error: --lines needs a value]");
        assertThat(complaint("group")).isEqualTo("[error: cloudtik group needs a verb, there are: stop]");
    }

    @Test
    void namesWhatIsTooMuch() {
        assertThat(complaint("group", "stpo")).isEqualTo("[error: cloudtik group has no verb 'stpo', did you mean: stop]");
        assertThat(complaint("group", "dance")).isEqualTo("[error: cloudtik group has no verb 'dance', there are: stop]");
        assertThat(complaint("run", "f", "--lnies", "3", "ls")).isEqualTo("[error: cloudtik run has no option '--lnies', did you mean: --lines]");
        assertThat(complaint("help", "rum")).isEqualTo("[error: cloudtik has no verb 'rum', did you mean: run]");
        assertThat(complaint("run", "f", "--all", "--node", "x", "ls")).isEqualTo("[error: --all, --node=<node> exclude each other]");
    }

    @Test
    void namesTheCommandThatShowsMore() {
        Consoles consoles = Consoles.plain();

        assertThat(new VerbRun(consoles.console()).run(new Root(), "rnu")).isEqualTo(2);
        assertThat(new VerbRun(consoles.console()).run(new Root(), "run", "f", "--no-such", "ls")).isEqualTo(2);

        assertThat(consoles.err()).isEqualTo("""
                error: cloudtik has no verb 'rnu'
                did you mean: run
                try: ./cloudtik --help
                error: cloudtik run has no option '--no-such'
                try: ./cloudtik run --help
                """);
    }

    @Test
    void saysWhatCouldBeWritten() {
        assertThat(complaint("run", "f", "-o", "xml", "ls")).isEqualTo("[error: --output is 'xml'; write table, json or yaml]");
        assertThat(complaint("run", "f", "--lines", "x", "ls")).isEqualTo("[error: --lines is 'x'; write a whole number]");
    }
}
