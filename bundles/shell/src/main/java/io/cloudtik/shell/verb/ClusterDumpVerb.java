package io.cloudtik.shell.verb;

import io.cloudtik.api.control.DiagnosticOperations;
import io.cloudtik.api.control.DiagnosticOperations.Dump;
import io.cloudtik.api.control.DiagnosticOperations.DumpRequest;
import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik cluster-dump}. */
@Component(service = Function.class)
@CommandLineVerb(function = "cluster-dump", group = "Tools", summary = ClusterDumpVerb.SUMMARY)
public final class ClusterDumpVerb implements Verb {

    static final String SUMMARY =
            "Gather status, events, versions and logs of a cluster into one archive. Nothing secret is in it.";

    private final DiagnosticOperations diagnostics;

    @Activate
    public ClusterDumpVerb(@Reference DiagnosticOperations diagnostics) {
        this.diagnostics = diagnostics;
    }

    @Override
    public Object command(Console console) {
        return new ClusterDump(diagnostics, console);
    }

    @Command(
            name = "cluster-dump",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik cluster-dump cluster.yaml",
                "  cloudtik cluster-dump cluster.yaml --head-only --output demo.tar.gz"
            })
    private static final class ClusterDump implements Callable<Integer> {

        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
        private static final long LOG_BYTES = 1 << 20;

        private final DiagnosticOperations diagnostics;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private NodeOptions where;
        @Mixin private CommonOptions common;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "PATH",
                description = "Where the archive goes; cluster-dump-<time>.tar.gz by default.")
        private Path target;

        @Option(names = "--head-only", description = "The logs of the head, and of no worker.")
        private boolean headOnly;

        @Option(names = "--silent", description = "Say nothing but the name of the archive.")
        private boolean silent;

        private ClusterDump(DiagnosticOperations diagnostics, Console console) {
            this.diagnostics = diagnostics;
                this.console = console;
        }

        @Override
        public Integer call() {
            DumpRequest request = new DumpRequest(
                    target == null ? Path.of("cluster-dump-" + TIME.format(Instant.now()) + ".tar.gz") : target,
                    where.isGiven() || headOnly ? where.selection() : NodeSelection.all(),
                    LOG_BYTES);
            Dump dump;
            try (ShownProgress progress = silent ? console.silence() : console.progress()) {
                dump = diagnostics.dump(file.path(), request, progress);
            }
            console.out().println(dump.file());
            if (!silent) {
                dump.missing().forEach(missing -> console.err().println("left out: " + missing));
            }
            return 0;
        }
    }
}
