package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.DiagnosticTables;
import io.cloudtik.shell.view.NodeMetrics;
import io.cloudtik.shell.view.Results;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cloudtik resource-metrics}. */
@Component(service = Function.class)
@CommandLineVerb(function = "resource-metrics", group = "Clusters", summary = ResourceMetricsVerb.SUMMARY)
public final class ResourceMetricsVerb implements Verb {

    static final String SUMMARY =
            "Show how busy a cluster's nodes are: processors, memory, disk, load.";

    private final ClusterOperations clusters;
    private final RecordCodec codec;

    @Activate
    public ResourceMetricsVerb(@Reference ClusterOperations clusters, @Reference RecordCodec codec) {
        this.clusters = clusters;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new ResourceMetrics(clusters, codec, console);
    }

    @Command(
            name = "resource-metrics",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik resource-metrics cluster.yaml",
                "  cloudtik resource-metrics cluster.yaml -o json"
            })
    private static final class ResourceMetrics implements Callable<Integer> {

        private final ClusterOperations clusters;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        private ResourceMetrics(ClusterOperations clusters, RecordCodec codec, Console console) {
            this.clusters = clusters;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.page();
            List<NodeMetrics> metrics = NodeMetrics.of(PresentCluster.status(clusters, file.path()));
            new Results(codec, console).printAll(
                    output.format(), metrics, () -> new DiagnosticTables(console).metrics(metrics));
            return 0;
        }
    }
}
