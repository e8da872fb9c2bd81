package io.cloudtik.shell.verb;

import io.cloudtik.api.control.DiagnosticOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.MonitorLines;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cloudtik monitor}. */
@Component(service = Function.class)
@CommandLineVerb(function = "monitor", group = "Work", summary = MonitorVerb.SUMMARY)
public final class MonitorVerb implements Verb {

    static final String SUMMARY =
            "Follow what happens to a cluster, and its controller's log, until Ctrl-C.";

    private final DiagnosticOperations diagnostics;

    @Activate
    public MonitorVerb(@Reference DiagnosticOperations diagnostics) {
        this.diagnostics = diagnostics;
    }

    @Override
    public Object command(Console console) {
        return new Monitor(diagnostics, console);
    }

    @Command(
            name = "monitor",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik monitor cluster.yaml",
                "  cloudtik monitor cluster.yaml --file-type events --lines 20"
            })
    private static final class Monitor implements Callable<Integer> {

        private final DiagnosticOperations diagnostics;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private CommonOptions common;

        /** What is followed. */
        enum Followed { all, events, log }

        @Spec private CommandSpec spec;

        @Option(
                names = {"-n", "--lines"},
                paramLabel = "COUNT",
                defaultValue = "100",
                description = "How many of the latest to begin with; ${DEFAULT-VALUE} by default.")
        private int lines;

        @Option(
                names = "--file-type",
                paramLabel = "WHAT",
                defaultValue = "all",
                description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
        private Followed followed;

        private Monitor(DiagnosticOperations diagnostics, Console console) {
            this.diagnostics = diagnostics;
            this.console = console;
        }

        @Override
        public Integer call() {
            if (lines < 0) {
                throw new ParameterException(spec.commandLine(), "--lines is " + lines + "; write 0 or more");
            }
            diagnostics.monitor(file.path(), lines, new MonitorLines(console, followed != Followed.log, followed != Followed.events));
            return 0;
        }
    }
}
