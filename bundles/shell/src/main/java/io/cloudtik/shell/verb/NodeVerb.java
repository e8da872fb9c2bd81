package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.DiagnosticOperations;
import io.cloudtik.api.control.DiagnosticOperations.Dump;
import io.cloudtik.api.control.DiagnosticOperations.DumpRequest;
import io.cloudtik.api.control.NodeAddress;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import io.cloudtik.shell.view.DiagnosticTables;
import io.cloudtik.shell.view.NodeMetrics;
import io.cloudtik.shell.view.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cloudtik node}: what somebody who is logged in to a head asks of nodes, its own first. */
@Component(service = Function.class)
@CommandLineVerb(function = "node", group = "Tools", summary = NodeVerb.SUMMARY)
public final class NodeVerb implements Verb {

    static final String SUMMARY = "On a cluster's own head: its nodes, who runs a service, this node's resources and logs.";

    private final Installation installation;
    private final NodeOperations nodes;
    private final ClusterOperations clusters;
    private final DiagnosticOperations diagnostics;
    private final RecordCodec codec;

    @Activate
    public NodeVerb(
            @Reference Installation installation,
            @Reference NodeOperations nodes,
            @Reference ClusterOperations clusters,
            @Reference DiagnosticOperations diagnostics,
            @Reference RecordCodec codec) {
        this.installation = installation;
        this.nodes = nodes;
        this.clusters = clusters;
        this.diagnostics = diagnostics;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Node(console);
    }

    @Command(
            name = "node",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik node nodes", "  cloudtik node service-nodes spark-worker --separator ,"})
    private final class Node {

        private static final long LOG_BYTES = 1 << 20;

        private final Console console;
        private final Results results;

        @Mixin private CommonOptions common;

        private Node(Console console) {
            this.console = console;
            this.results = new Results(codec, console);
        }

        @Command(
                description = "Print the addresses of the cluster's nodes, the head's first.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik node nodes -o json")
        int nodes(
                @Option(names = "--separator", paramLabel = "TEXT", defaultValue = "%n", description = "What stands between two; the end of a line by default.")
                        String separator,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            return new Addresses(codec, console).print(output.format(), nodes.addresses(file()), false, separator);
        }

        @Command(
                name = "service-nodes",
                description = "Print the addresses of the nodes that run a service.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik node service-nodes spark-worker")
        int serviceNodes(
                @Parameters(paramLabel = "SERVICE", description = "The service's name, such as spark-worker.") String service,
                @Option(names = "--separator", paramLabel = "TEXT", defaultValue = "%n", description = "What stands between two; the end of a line by default.")
                        String separator,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            Set<NodeId> running = clusters.status(file()).nodes().stream()
                    .filter(node -> node.services().stream().anyMatch(found -> found.name().equals(service)))
                    .map(NodeStatus::id)
                    .collect(Collectors.toSet());
            List<NodeAddress> found = nodes.addresses(file()).stream()
                    .filter(node -> running.contains(node.node()))
                    .toList();
            return new Addresses(codec, console).print(output.format(), found, false, separator);
        }

        @Command(
                description = "Show what this node has and how busy it is.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik node resources -o json")
        int resources(@Mixin FormatOption output, @Mixin CommonOptions options) {
            List<NodeMetrics> own = NodeMetrics.of(clusters.status(file())).stream()
                    .filter(node -> node.kind() == NodeKind.HEAD)
                    .toList();
            results.printAll(output.format(), own, () -> new DiagnosticTables(console).metrics(own));
            return 0;
        }

        @Command(
                description = "Gather this node's logs and what its cluster says into one archive. Nothing secret is in it.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik node dump --output head.tar.gz")
        int dump(
                @Option(names = {"-o", "--output"}, paramLabel = "PATH", defaultValue = "node-dump.tar.gz", description = "Where the archive goes; ${DEFAULT-VALUE} by default.")
                        Path target,
                @Mixin CommonOptions options) {
            Dump dump;
            try (ShownProgress progress = console.progress()) {
                dump = diagnostics.dump(file(), new DumpRequest(target, NodeSelection.head(), LOG_BYTES), progress);
            }
            console.out().println(dump.file());
            dump.missing().forEach(missing -> console.err().println("left out: " + missing));
            return 0;
        }

        private Path file() {
            return OwnCluster.file(installation);
        }
    }
}
