package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.DiagnosticOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.DiagnosticTables;
import io.cloudtik.shell.view.Results;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cloudtik debug-status}. */
@Component(service = Function.class)
@CommandLineVerb(function = "debug-status", group = "Tools", summary = DebugStatusVerb.SUMMARY)
public final class DebugStatusVerb implements Verb {

    static final String SUMMARY =
            "Show how a cluster's controller sees it: its slots, attempts, failures, and what it waits for.";

    private final DiagnosticOperations diagnostics;
    private final RecordCodec codec;

    @Activate
    public DebugStatusVerb(
            @Reference DiagnosticOperations diagnostics,
            @Reference RecordCodec codec) {
        this.diagnostics = diagnostics;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new DebugStatus(diagnostics, codec, console);
    }

    @Command(
            name = "debug-status",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik debug-status cluster.yaml",
                "  cloudtik debug-status cluster.yaml -o yaml"
            })
    private static final class DebugStatus implements Callable<Integer> {

        private final DiagnosticOperations diagnostics;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        private DebugStatus(DiagnosticOperations diagnostics, RecordCodec codec, Console console) {
            this.diagnostics = diagnostics;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.page();
            io.cloudtik.api.control.DebugStatus status = diagnostics.debug(file.path());
            new Results(codec, console).print(output.format(), status, () -> new DiagnosticTables(console).debug(status));
            return 0;
        }
    }
}
