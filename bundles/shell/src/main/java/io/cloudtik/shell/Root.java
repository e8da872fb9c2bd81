package io.cloudtik.shell;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What stands before a verb. */
@Command(
        name = "cloudtik",
        description = "Clusters for analytics and AI: on this machine, and on clouds.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {HelpCommand.class, Root.Completion.class},
        footer = {
            "",
            "New here? `cloudtik quickstart` makes a small cluster on this machine and runs a job on it.",
            "`cloudtik help VERB` shows a verb's options and examples."
        })
final class Root {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = {"-v", "--verbose"}, description = "Show stack traces of failures.")
    private boolean verbose;

    /** Completion scripts know the verbs of this moment, a plugin's too. */
    @Command(name = "completion", description = "Print a completion script: source <(cloudtik completion bash)")
    static final class Completion implements Runnable {

        enum Interpreter { bash, zsh }

        @Spec private CommandSpec spec;

        @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
        private Interpreter interpreter;

        @Override
        public void run() {
            CommandLine root = spec.root().commandLine();
            // One script serves both: it switches zsh to bash's way of completing.
            spec.commandLine().getOut().println(AutoComplete.bash("cloudtik", root));
        }
    }
}
