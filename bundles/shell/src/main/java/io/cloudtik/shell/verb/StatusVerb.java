package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.ClusterOperations.KnownCluster;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.OutputFormat;
import io.cloudtik.shell.view.Results;
import io.cloudtik.shell.view.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cloudtik status}. */
@Component(service = Function.class)
@CommandLineVerb(function = "status", group = "Clusters", summary = StatusVerb.SUMMARY)
public final class StatusVerb implements Verb {

    static final String SUMMARY =
            "Show a cluster: its nodes and services, what it waits for and why, its latest jobs and events.";

    private final ClusterOperations clusters;
    private final RecordCodec codec;

    @Activate
    public StatusVerb(@Reference ClusterOperations clusters, @Reference RecordCodec codec) {
        this.clusters = clusters;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Status(clusters, codec, console);
    }

    @Command(
            name = "status",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik status", "  cloudtik status cluster.yaml -o json"})
    private static final class Status implements Callable<Integer> {

        private final ClusterOperations clusters;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "FILE",
                description = "The cluster's YAML file; without one, all clusters that were started from here.")
        private Path file;

        private Status(ClusterOperations clusters, RecordCodec codec, Console console) {
            this.clusters = clusters;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.page();
            Results results = new Results(codec, console);
            Tables tables = new Tables(console);
            if (file != null) {
                ClusterStatus status = clusters.status(file);
                results.print(output.format(), status, () -> tables.cluster(status));
                return 0;
            }
            List<ClusterStatus> all = clusters.known().stream().map(KnownCluster::file).map(clusters::status).toList();
            if (all.isEmpty() && output.format() == OutputFormat.TABLE) {
                console.err().println("no clusters were started from here");
                console.err().println("try: " + console.typed("quickstart"));
                return 0;
            }
            results.printAll(output.format(), all, () -> all.stream().map(tables::cluster).collect(Collectors.joining("\n")));
            return 0;
        }
    }
}
