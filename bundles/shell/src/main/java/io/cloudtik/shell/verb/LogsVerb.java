package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.util.Optional;
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

/** {@code cloudtik logs}. */
@Component(service = Function.class)
@CommandLineVerb(function = "logs", group = "Work")
public final class LogsVerb implements Verb {

    private final ClusterOperations clusters;

    @Activate
    public LogsVerb(@Reference ClusterOperations clusters) {
        this.clusters = clusters;
    }

    @Override
    public Object command(Console console) {
        return new Logs(clusters, console);
    }

    @Command(
            name = "logs",
            description = "Show the last lines of a node's logs.",
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik logs cluster.yaml", "  cloudtik logs cluster.yaml --node demo-worker-1 --service spark-worker --lines 50"})
    private static final class Logs implements Callable<Integer> {

        private final ClusterOperations clusters;
        private final Console console;

        @Spec private CommandSpec spec;
        @Mixin private ClusterFile file;
        @Mixin private CommonOptions common;

        @Option(names = "--node", paramLabel = "ID", converter = NodeIdText.class, description = "The node; the head by default.")
        private NodeId node;

        @Option(names = "--service", paramLabel = "NAME", description = "A service of the node; the node's container by default.")
        private String service;

        @Option(
                names = {"-n", "--lines"},
                paramLabel = "COUNT",
                defaultValue = "100",
                description = "How many lines; ${DEFAULT-VALUE} by default.")
        private int lines;

        private Logs(ClusterOperations clusters, Console console) {
            this.clusters = clusters;
            this.console = console;
        }

        @Override
        public Integer call() {
            if (lines < 1) {
                throw new ParameterException(spec.commandLine(), "--lines is " + lines + "; write 1 or more");
            }
            clusters.logs(file.path(), Optional.ofNullable(node), Optional.ofNullable(service), lines, console.sink());
            return 0;
        }
    }
}
