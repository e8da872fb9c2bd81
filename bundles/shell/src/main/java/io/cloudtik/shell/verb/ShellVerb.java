package io.cloudtik.shell.verb;

import io.cloudtik.api.control.AccessOperations;
import io.cloudtik.api.control.AccessOperations.ContainerShell;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Suggestions;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.LineEditor;
import io.cloudtik.shell.terminal.LocalTerminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cloudtik shell}. */
@Component(service = Function.class)
@CommandLineVerb(function = "shell", group = "Tools", summary = ShellVerb.SUMMARY)
public final class ShellVerb implements Verb {

    static final String SUMMARY =
            "Open the shell of a container, this command's own or that of a node: its bundles, components, services.";

    private final CommandProcessor processor;
    private final AccessOperations access;
    private final Installation installation;
    private final CountDownLatch containerEnds = new CountDownLatch(1);

    @Activate
    public ShellVerb(
            @Reference CommandProcessor processor,
            @Reference AccessOperations access,
            @Reference Installation installation) {
        this.processor = processor;
        this.access = access;
        this.installation = installation;
    }

    @Deactivate
    void deactivate() {
        containerEnds.countDown();
    }

    @Override
    public Object command(Console console) {
        return new Shell(this, console);
    }

    @Command(
            name = "shell",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik shell",
                "  cloudtik shell -c 'cloudtik:status cluster.yaml'",
                "  cloudtik shell --cluster cluster.yaml --node demo-worker-1",
                "  cloudtik shell --cluster cluster.yaml -c lb"
            })
    private static final class Shell implements Callable<Integer> {

        private final ShellVerb verb;
        private final Console console;

        @Spec private CommandSpec spec;
        @Mixin private CommonOptions common;
        @Mixin private NodeChoice choice;

        @Option(
                names = "--cluster",
                paramLabel = "FILE",
                description = "Of the cluster of this file: the container of its head, or of --node.")
        private Path cluster;

        @Option(names = {"-c", "--command"}, paramLabel = "TEXT", description = "Run this and end.")
        private String text;

        private Shell(ShellVerb verb, Console console) {
            this.verb = verb;
            this.console = console;
        }

        @Override
        public Integer call() throws Exception {
            if (cluster == null && choice.node().isPresent()) {
                throw new ParameterException(spec.commandLine(), "--node is one of a cluster: add --cluster FILE");
            }
            if (cluster != null) {
                return onNode();
            }
            if (text != null) {
                return runText();
            }
            LocalTerminal.requireTerminal();
            // Gogo's own shell reads the terminal from a thread of its own, and stops the container when its user leaves.
            verb.containerEnds.await();
            return 0;
        }

        private int onNode() {
            if (text == null) {
                LocalTerminal.requireTerminal();
            }
            try (ContainerShell shell = verb.access.shell(cluster, choice.node())) {
                if (text != null) {
                    return shell.run(text, console.sink());
                }
                console.err().println("the shell of " + shell.owner() + "; help lists its commands, exit or Ctrl-D leaves");
                String prompt = shell.owner().replaceFirst(" .*", "") + "> ";
                new LineEditor(prompt, verb.installation.home().resolve("node-shell.history"), shell::commands)
                        .each(line -> shell.run(line, console.sink()));
                return 0;
            }
        }

        private int runText() throws Exception {
            try (CommandSession session =
                    verb.processor.createSession(InputStream.nullInputStream(), console.out(), console.err())) {
                session.put("SCOPE", "cloudtik:gogo:*");
                Object result = execute(session);
                if (result != null) {
                    console.out().println(session.format(result, Converter.INSPECT));
                }
                return session.get("?") instanceof Integer code ? code : 0;
            }
        }

        private Object execute(CommandSession session) throws Exception {
            try {
                return session.execute(text);
            } catch (Exception e) { // whatever a command throws
                // By its name: the class is Gogo's own and not exported.
                if (!e.getClass().getSimpleName().equals("CommandNotFoundException")) {
                    throw new PlatformException(
                            Kind.UNKNOWN, e.getMessage() == null ? e.toString() : e.getMessage(), e);
                }
                String word = e.getMessage().replaceFirst(".*: ", "");
                PlatformException unknown =
                        new PlatformException(Kind.INVALID, "the shell has no command '" + word + "'", e);
                List<String> near = Suggestions.near(word, names(session));
                throw unknown.withRemedy(near.isEmpty() ? "help lists the verbs, lb the bundles" : "did you mean " + near.get(0) + "?");
            }
        }

        private static List<String> names(CommandSession session) {
            return session.get(".commands") instanceof Collection<?> all
                    ? all.stream().map(String::valueOf).map(name -> name.substring(name.indexOf(':') + 1)).distinct().toList()
                    : List.of();
        }
    }
}
