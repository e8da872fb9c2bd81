package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.DiagnosticTables;
import io.cloudtik.shell.view.NodeProcess;
import io.cloudtik.shell.view.Results;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik process-status}. */
@Component(service = Function.class)
@CommandLineVerb(function = "process-status", group = "Clusters", summary = ProcessStatusVerb.SUMMARY)
public final class ProcessStatusVerb implements Verb {

    static final String SUMMARY =
            "Show the processes of a cluster's nodes.";

    private final ClusterOperations clusters;
    private final RecordCodec codec;

    @Activate
    public ProcessStatusVerb(@Reference ClusterOperations clusters, @Reference RecordCodec codec) {
        this.clusters = clusters;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new ProcessStatus(clusters, codec, console);
    }

    @Command(
            name = "process-status",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik process-status cluster.yaml",
                "  cloudtik process-status cluster.yaml --runtimes spark -o json"
            })
    private static final class ProcessStatus implements Callable<Integer> {

        private final ClusterOperations clusters;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Option(names = "--runtimes", paramLabel = "NAME", split = ",", description = "Only those of these runtimes. Repeatable.")
        private Set<String> runtimes = Set.of();

        private ProcessStatus(ClusterOperations clusters, RecordCodec codec, Console console) {
            this.clusters = clusters;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.page();
            List<NodeProcess> processes = NodeProcess.of(PresentCluster.status(clusters, file.path()), runtimes);
            new Results(codec, console).printAll(
                    output.format(), processes, () -> new DiagnosticTables(console).processes(processes));
            return 0;
        }
    }
}
