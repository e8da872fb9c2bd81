package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.ClusterOperations.KnownCluster;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Resumable;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import io.cloudtik.shell.view.Results;
import io.cloudtik.shell.view.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloudtik stop}. */
@Component(service = Function.class)
@CommandLineVerb(function = {"stop", "down"}, group = "Clusters", summary = StopVerb.SUMMARY)
public final class StopVerb implements Verb {

    static final String SUMMARY =
            "End all nodes of a cluster and forget it.";

    private final ClusterOperations clusters;
    private final RecordCodec codec;

    @Activate
    public StopVerb(@Reference ClusterOperations clusters, @Reference RecordCodec codec) {
        this.clusters = clusters;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Stop(clusters, codec, console);
    }

    @Command(
            name = "stop",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik stop cluster.yaml", "  cloudtik stop --all --yes"})
    private static final class Stop implements Callable<Integer>, Resumable {

        private final ClusterOperations clusters;
        private final RecordCodec codec;
        private final Console console;

        @Spec private CommandSpec spec;
        @Mixin private Consent consent;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The cluster's YAML file.")
        private Path file;

        @Option(names = "--all", description = "All clusters that were started from here.")
        private boolean all;

        @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
        private boolean dryRun;

        private Stop(ClusterOperations clusters, RecordCodec codec, Console console) {
            this.clusters = clusters;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            if (all == (file != null)) {
                throw new ParameterException(spec.commandLine(), "stop needs a FILE, or --all");
            }
            List<KnownCluster> known = all ? clusters.known() : List.of();
            if (all && known.isEmpty()) {
                console.err().println("no clusters were started from here");
                return 0;
            }
            return dryRun ? plan(known) : end(known);
        }

        private int plan(List<KnownCluster> known) {
            List<PlannedAction> plan = all
                    ? known.stream().flatMap(cluster -> clusters.planDown(cluster).stream()).toList()
                    : clusters.planDown(file);
            new Results(codec, console).printAll(output.format(), plan, () -> new Tables(console).plan(plan));
            return 0;
        }

        private int end(List<KnownCluster> known) {
            String what = all
                    ? known.stream().map(cluster -> cluster.name().value()).collect(Collectors.joining(", "))
                    : "the cluster of " + file;
            boolean isNothingToEnd = !all && !consent.isGiven() && !clusters.isThere(file);
            if (!isNothingToEnd && !consent.isGiven(console, "End all nodes of " + what + "?")) {
                return 1;
            }
            try (ShownProgress progress = console.progress()) {
                if (all) {
                    known.forEach(cluster -> clusters.down(cluster, progress));
                } else {
                    clusters.down(file, progress);
                }
            }
            return 0;
        }

        @Override
        public List<String> howToGoOn() {
            String target = Optional.ofNullable(file).map(Console::quoted).orElse("--all");
            return List.of(console.typed("stop " + target) + " goes on where this stopped");
        }
    }
}
