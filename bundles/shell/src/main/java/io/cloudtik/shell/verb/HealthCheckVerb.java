package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.DiagnosticOperations;
import io.cloudtik.api.control.HealthReport;
import io.cloudtik.api.control.HealthReport.Finding;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
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
import picocli.CommandLine.Option;

/** {@code cloudtik health-check}. */
@Component(service = Function.class)
@CommandLineVerb(function = "health-check", group = "Clusters", summary = HealthCheckVerb.SUMMARY)
public final class HealthCheckVerb implements Verb {

    static final String SUMMARY =
            "Look at every part of a cluster; exit code 0 if all of them are healthy, 1 if not.";

    private final DiagnosticOperations diagnostics;
    private final RecordCodec codec;

    @Activate
    public HealthCheckVerb(
            @Reference DiagnosticOperations diagnostics,
            @Reference RecordCodec codec) {
        this.diagnostics = diagnostics;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new HealthCheck(diagnostics, codec, console);
    }

    @Command(
            name = "health-check",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik health-check cluster.yaml",
                "  cloudtik health-check cluster.yaml --component controller -o json"
            })
    private static final class HealthCheck implements Callable<Integer> {

        private final DiagnosticOperations diagnostics;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Option(
                names = "--component",
                paramLabel = "NAME",
                description = "Only this: state, controller, node, the name of a runtime, of a node or of a node's service.")
        private String component;

        @Option(names = "--with-details", description = "Show the healthy parts too.")
        private boolean withDetails;

        private HealthCheck(DiagnosticOperations diagnostics, RecordCodec codec, Console console) {
            this.diagnostics = diagnostics;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.page();
            HealthReport all = diagnostics.health(file.path());
            HealthReport report = component == null ? all : all.of(component);
            if (report.findings().isEmpty()) {
                throw new PlatformException(Kind.NOT_FOUND, "the cluster has no '" + component + "' to look at; it has: "
                        + all.findings().stream().map(Finding::component).distinct().toList());
            }
            new Results(codec, console).print(
                    output.format(), report, () -> new DiagnosticTables(console).health(report, withDetails));
            return report.isHealthy() ? 0 : 1;
        }
    }
}
