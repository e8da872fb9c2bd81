package io.cloudtik.shell;

import io.cloudtik.shell.completion.Interpreter;
import io.cloudtik.shell.verb.CommonOptions;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin private CommonOptions common;

    /** Completion scripts know the verbs of this moment, a plugin's too. */
    @Command(
            name = "completion",
            description = "Print a script by which a shell completes verbs, options and files.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  source <(cloudtik completion bash)",
                "  source <(cloudtik completion zsh)",
                "  cloudtik completion fish | source"
            })
    static final class Completion implements Runnable {

        @Spec private CommandSpec spec;
        @Mixin private CommonOptions common;

        @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
        private Interpreter interpreter;

        @Override
        public void run() {
            PrintWriter out = spec.commandLine().getOut();
            out.print(interpreter.script(spec.root().commandLine()));
            out.flush();
        }
    }
}
