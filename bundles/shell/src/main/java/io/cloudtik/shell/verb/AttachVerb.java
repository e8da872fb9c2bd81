package io.cloudtik.shell.verb;

import io.cloudtik.api.control.AccessOperations;
import io.cloudtik.api.control.AccessOperations.Forwarding;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.LocalTerminal;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloudtik attach}. */
@Component(service = Function.class)
@CommandLineVerb(function = "attach", group = "Work", summary = AttachVerb.SUMMARY)
public final class AttachVerb implements Verb {

    static final String SUMMARY =
            "Open a terminal on a node of a cluster: its login shell, or a command; its exit code is ours.";

    private static final String SESSION = "cloudtik";

    private final AccessOperations access;

    @Activate
    public AttachVerb(@Reference AccessOperations access) {
        this.access = access;
    }

    @Override
    public Object command(Console console) {
        return new Attach(access, console);
    }

    @Command(
            name = "attach",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik attach cluster.yaml",
                "  cloudtik attach cluster.yaml --node demo-worker-1 top",
                "  cloudtik attach cluster.yaml --tmux -p 8080"
            })
    private static final class Attach implements Callable<Integer> {

        private final AccessOperations access;
        private final Console console;

        @Spec private CommandSpec spec;
        @Mixin private ClusterFile file;
        @Mixin private NodeChoice choice;
        @Mixin private PortForwards ports;
        @Mixin private CommonOptions common;

        @ArgGroup(exclusive = true)
        private Multiplexer multiplexer = new Multiplexer();

        @Option(names = "--new", description = "With --tmux or --screen: a session of its own, even if there is one.")
        private boolean isNew;

        @Parameters(
                index = "1..*",
                arity = "0..*",
                paramLabel = "COMMAND",
                parameterConsumer = RestOfLine.class,
                description = "One word: a line for the node's shell. Several: a program and its arguments, as they are.")
        private List<String> argv = List.of();

        private static final class Multiplexer {

            @Option(names = "--tmux", description = "In a tmux session of the node, which outlives the connection.")
            private boolean tmux;

            @Option(names = "--screen", description = "In a screen session of the node, which outlives the connection.")
            private boolean screen;
        }

        private Attach(AccessOperations access, Console console) {
            this.access = access;
            this.console = console;
        }

        @Override
        public Integer call() {
            List<String> program = program();
            LocalTerminal.requireTerminal();
            Forwarding forwarding = ports.open(access, file.path(), choice.node(), console);
            try (forwarding; LocalTerminal terminal = LocalTerminal.open()) {
                return access.attach(file.path(), choice.node(), program, terminal);
            }
        }

        private List<String> program() {
            if (!multiplexer.tmux && !multiplexer.screen) {
                if (isNew) {
                    throw new ParameterException(spec.commandLine(), "--new is said of a session: add --tmux or --screen");
                }
                return RestOfLine.forTheShell(argv);
            }
            if (!argv.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "a command and a session of tmux or screen exclude each other");
            }
            if (multiplexer.tmux) {
                return isNew ? List.of("tmux", "new-session") : List.of("tmux", "new-session", "-A", "-s", SESSION);
            }
            return isNew ? List.of("screen", "-S", SESSION) : List.of("screen", "-xRR", "-S", SESSION);
        }
    }
}
