package io.cloudtik.shell.verb;

import io.cloudtik.api.control.LogOperations;
import io.cloudtik.api.control.LogOperations.LogQuery;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.LogLines;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
@CommandLineVerb(function = "logs", group = "Work", summary = LogsVerb.SUMMARY)
public final class LogsVerb implements Verb {

    static final String SUMMARY =
            "Show the last lines of logs, of one node or of all, and go on with what is written.";

    private final LogOperations logs;

    @Activate
    public LogsVerb(@Reference LogOperations logs) {
        this.logs = logs;
    }

    @Override
    public Object command(Console console) {
        return new Logs(logs, console);
    }

    @Command(
            name = "logs",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik logs cluster.yaml",
                "  cloudtik logs cluster.yaml --node demo-worker-1 --service spark-worker --lines 50",
                "  cloudtik logs cluster.yaml --all-nodes --runtimes spark -f"
            })
    private static final class Logs implements Callable<Integer> {

        private final LogOperations logs;
        private final Console console;

        @Spec private CommandSpec spec;
        @Mixin private ClusterFile file;
        @Mixin private NodeChoice choice;
        @Mixin private CommonOptions common;

        @Option(names = {"-a", "--all-nodes"}, description = "Of all nodes.")
        private boolean allNodes;

        @Option(
                names = {"-t", "--node-types"},
                paramLabel = "TYPE",
                split = ",",
                description = "Of all nodes of these types, separated by commas.")
        private Set<String> types = new LinkedHashSet<>();

        @Option(
                names = {"-s", "--service"},
                paramLabel = "NAME",
                split = ",",
                description = "A service of the node; the node's container by default. Repeatable.")
        private Set<String> services = new LinkedHashSet<>();

        @Option(names = "--runtimes", paramLabel = "NAME", split = ",", description = "All services of these runtimes.")
        private Set<String> runtimes = new LinkedHashSet<>();

        @Option(
                names = {"-n", "--lines"},
                paramLabel = "COUNT",
                defaultValue = "100",
                description = "How many lines of each log; ${DEFAULT-VALUE} by default.")
        private int lines;

        @Option(names = {"-f", "--follow"}, description = "Go on with what is written, until Ctrl-C.")
        private boolean follow;

        private Logs(LogOperations logs, Console console) {
            this.logs = logs;
            this.console = console;
        }

        @Override
        public Integer call() {
            if (lines < 1 && !follow || lines < 0) {
                throw new ParameterException(spec.commandLine(), "--lines is " + lines + "; write 1 or more");
            }
            if (choice.node().isPresent() && (allNodes || !types.isEmpty())) {
                throw new ParameterException(spec.commandLine(), "one node, or several: --node excludes --all-nodes and --node-types");
            }
            Set<NodeTypeName> nodeTypes = types.stream().map(this::type).collect(Collectors.toCollection(LinkedHashSet::new));
            if (!follow) {
                console.page();
            }
            LogQuery query = new LogQuery(choice.node(), allNodes, nodeTypes, services, runtimes, lines, follow);
            logs.read(file.path(), query, new LogLines(console, query));
            return 0;
        }

        private NodeTypeName type(String text) {
            try {
                return new NodeTypeName(text);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--node-types: " + e.getMessage(), e);
            }
        }
    }
}
