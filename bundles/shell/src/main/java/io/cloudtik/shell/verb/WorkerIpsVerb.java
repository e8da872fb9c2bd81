package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.NodeAddress;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik worker-ips}; nodes have no names that others could find them by, so their hosts are their addresses. */
@Component(service = Function.class)
@CommandLineVerb(function = {"worker-ips", "worker-hosts"}, group = "Clusters", summary = WorkerIpsVerb.SUMMARY)
public final class WorkerIpsVerb implements Verb {

    static final String SUMMARY = "Print the addresses of a cluster's workers, one a line.";

    private final NodeOperations nodes;
    private final ClusterOperations clusters;
    private final RecordCodec codec;

    @Activate
    public WorkerIpsVerb(
            @Reference NodeOperations nodes,
            @Reference ClusterOperations clusters,
            @Reference RecordCodec codec) {
        this.nodes = nodes;
        this.clusters = clusters;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new WorkerIps(nodes, clusters, codec, console);
    }

    @Command(
            name = "worker-ips",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik worker-ips cluster.yaml",
                "  cloudtik worker-ips cluster.yaml --node-status ready --separator ,"
            })
    private static final class WorkerIps implements Callable<Integer> {

        private final NodeOperations nodes;
        private final ClusterOperations clusters;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private WorkerFilter filter;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Option(names = "--public", description = "Where this machine reaches them, which may differ from where the head does.")
        private boolean external;

        @Option(names = "--separator", paramLabel = "TEXT", description = "What stands between two; the end of a line by default.")
        private String separator = "%n";

        private WorkerIps(NodeOperations nodes, ClusterOperations clusters, RecordCodec codec, Console console) {
            this.nodes = nodes;
            this.clusters = clusters;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            List<NodeAddress> workers = filter.workers(file.path(), nodes, clusters);
            return new Addresses(codec, console).print(output.format(), workers, external, separator);
        }
    }
}
