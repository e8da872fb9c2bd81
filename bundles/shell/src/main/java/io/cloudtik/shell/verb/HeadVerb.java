package io.cloudtik.shell.verb;

import io.cloudtik.api.installation.Installation;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.VerbRun;
import io.cloudtik.shell.terminal.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.CollectionType;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloudtik head}: the other verbs on the head itself, which knows its own cluster. */
@Component(service = Function.class)
@CommandLineVerb(function = "head", group = "Tools", summary = HeadVerb.SUMMARY)
public final class HeadVerb implements Verb {

    static final String SUMMARY = "Run a verb on a cluster's own head, where it needs no file.";

    private static final Set<String> GROUPS = Set.of("job", "runtime");
    private static final Set<String> VERBS = new TreeSet<>(List.of(
            "attach", "cluster-dump", "debug-status", "download", "exec", "explain", "head-host", "head-ip", "health-check", "info",
            "job", "kill-node", "logs", "monitor", "process-status", "resource-metrics", "run", "runtime", "scale", "status",
            "submit", "upload", "wait-for-ready", "worker-hosts", "worker-ips"));

    private final Installation installation;

    /** None is made before it is asked for. */
    @Reference(
            service = Function.class,
            target = "(&(osgi.command.scope=cloudtik)(!(cloudtik.entry=*))(!(osgi.command.function=head)))",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            collectionType = CollectionType.SERVICEOBJECTS,
            fieldOption = FieldOption.REPLACE)
    private volatile List<ComponentServiceObjects<Function>> verbs = List.of();

    @Activate
    public HeadVerb(@Reference Installation installation) {
        this.installation = installation;
    }

    @Override
    public Object command(Console console) {
        return new Head(console);
    }

    private Optional<Verb> find(String name) {
        return verbs.stream()
                .filter(verb -> names(verb.getServiceReference()).contains(name))
                .map(ComponentServiceObjects::getService)
                .filter(Verb.class::isInstance)
                .map(Verb.class::cast)
                .findFirst();
    }

    private static List<String> names(ServiceReference<?> verb) {
        Object names = verb.getProperty("osgi.command.function");
        return names instanceof String[] several ? Arrays.asList(several) : List.of(String.valueOf(names));
    }

    /** The words of the verb itself, with the file where it takes it: in a group behind the name of what is done. */
    static List<String> words(String verb, List<String> rest, Path file) {
        List<String> words = new ArrayList<>(rest);
        boolean isHelp = rest.contains("--help") || rest.contains("-h");
        if (!GROUPS.contains(verb)) {
            words.add(0, file.toString());
        } else if (!rest.isEmpty() && !isHelp) {
            words.add(1, file.toString());
        }
        return words;
    }

    @Command(
            name = "head",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik head status", "  cloudtik head exec --all-nodes uptime", "  cloudtik head job list"})
    private final class Head implements Callable<Integer> {

        private final Console console;

        @Spec private CommandSpec spec;
        @Mixin private CommonOptions common;

        @Parameters(
                arity = "1..*",
                paramLabel = "VERB [ARGUMENT...]",
                hideParamSyntax = true,
                parameterConsumer = RestOfLine.class,
                description = "A verb that is about a cluster, and what it takes, but for the FILE.")
        private List<String> line;

        private Head(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            String name = line.get(0);
            Verb verb = Optional.of(name)
                    .filter(VERBS::contains)
                    .flatMap(HeadVerb.this::find)
                    .orElseThrow(() -> new ParameterException(spec.commandLine(),
                            "'" + name + "' is no verb of a head; there are: " + String.join(", ", VERBS)));
            List<String> words = words(name, line.subList(1, line.size()), OwnCluster.file(installation));
            return new VerbRun(console).run(verb.command(console), words.toArray(String[]::new));
        }
    }
}
