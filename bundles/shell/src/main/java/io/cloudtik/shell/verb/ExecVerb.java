package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cloudtik exec}. */
@Component(service = Function.class)
@CommandLineVerb(function = "exec", group = "Work")
public final class ExecVerb implements Verb {

    private final ClusterOperations clusters;

    @Activate
    public ExecVerb(@Reference ClusterOperations clusters) {
        this.clusters = clusters;
    }

    @Override
    public Object command(Console console) {
        return new Exec(clusters, console);
    }

    @Command(
            name = "exec",
            description = "Run a command on a node of a cluster; its exit code is ours.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik exec cluster.yaml 'uptime; df -h | head -3'",
                "  cloudtik exec cluster.yaml --node demo-worker-1 ls -l"
            })
    private static final class Exec implements Callable<Integer> {

        private final ClusterOperations clusters;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private CommonOptions common;

        @Option(names = "--node", paramLabel = "ID", converter = NodeIdText.class, description = "The node; the head by default.")
        private NodeId node;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "COMMAND",
                parameterConsumer = RestOfLine.class,
                description = "One word: a line for the node's shell. Several: a program and its arguments, as they are.")
        private List<String> argv;

        private Exec(ClusterOperations clusters, Console console) {
            this.clusters = clusters;
            this.console = console;
        }

        @Override
        public Integer call() {
            return clusters.exec(file.path(), Optional.ofNullable(node), RestOfLine.forTheShell(argv), console.sink());
        }
    }
}
