package io.cloudtik.shell.verb;

import io.cloudtik.api.control.AccessOperations.Forwarding;
import io.cloudtik.api.control.AccessOperations;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.NodeOperations.Outcome;
import io.cloudtik.api.control.NodeOperations;
import io.cloudtik.api.control.WorkerOperations;
import io.cloudtik.api.spi.exec.OutputSink;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloudtik exec}. */
@Component(service = Function.class)
@CommandLineVerb(function = "exec", group = "Work", summary = ExecVerb.SUMMARY)
public final class ExecVerb implements Verb {

    static final String SUMMARY =
            "Run a command on a node of a cluster, or on all; its exit code, or the worst of them, is ours.";

    private final NodeOperations nodes;
    private final AccessOperations access;
    private final ClusterOperations clusters;
    private final WorkerOperations workers;

    @Activate
    public ExecVerb(
            @Reference NodeOperations nodes,
            @Reference AccessOperations access,
            @Reference ClusterOperations clusters,
            @Reference WorkerOperations workers) {
        this.nodes = nodes;
        this.access = access;
        this.clusters = clusters;
        this.workers = workers;
    }

    @Override
    public Object command(Console console) {
        return new Exec(console);
    }

    @Command(
            name = "exec",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik exec cluster.yaml 'uptime; df -h | head -3'",
                "  cloudtik exec cluster.yaml --node demo-worker-1 ls -l",
                "  cloudtik exec cluster.yaml --all-nodes --parallel 'free -m'",
                "  cloudtik exec cluster.yaml --start --stop ./nightly.sh"
            })
    private final class Exec implements Callable<Integer> {

        private final Console console;

        @Spec private CommandSpec spec;
        @Mixin private ClusterFile file;
        @Mixin private CommonOptions common;

        @Mixin private NodeOptions where;
        @Mixin private PortForwards ports;
        @Mixin private ClusterAround around;

        @Option(names = "--parallel", description = "With --all-nodes: at once, and not one node after the other.")
        private boolean parallel;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "COMMAND",
                parameterConsumer = RestOfLine.class,
                description = "One word: a line for the node's shell. Several: a program and its arguments, as they are.")
        private List<String> argv;

        private Exec(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            boolean isMany = where.selection().isMany();
            if (isMany && ports.areAny()) {
                throw new ParameterException(spec.commandLine(), "ports are forwarded to one node, not to several");
            }
            return around.run(file.path(), clusters, workers, console, isMany ? this::onMany : this::onOne);
        }

        private int onMany() {
            List<Outcome> outcomes;
            try (NodeLines lines = new NodeLines(console)) {
                outcomes = nodes.exec(file.path(), where.selection(), parallel, RestOfLine.forTheShell(argv), lines);
            }
            return new Outcomes(console).tellFailures(outcomes);
        }

        private int onOne() {
            OutputSink sink = console.sink();
            Forwarding forwarding = ports.open(access, file.path(), where.name(), console);
            try (forwarding) {
                return nodes.exec(file.path(), where.selection(), false, RestOfLine.forTheShell(argv), node -> sink)
                        .get(0).exitCode().orElse(1);
            }
        }
    }
}
