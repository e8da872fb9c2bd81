package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Resumable;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import io.cloudtik.shell.view.Results;
import io.cloudtik.shell.view.Tables;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik start}. */
@Component(service = Function.class)
@CommandLineVerb(function = {"start", "up"}, group = "Clusters", summary = StartVerb.SUMMARY)
public final class StartVerb implements Verb {

    static final String SUMMARY =
            "Bring a cluster up, or to what its file now says, and wait until its workers are ready.";

    private final ClusterOperations clusters;
    private final RecordCodec codec;

    @Activate
    public StartVerb(@Reference ClusterOperations clusters, @Reference RecordCodec codec) {
        this.clusters = clusters;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Start(clusters, codec, console);
    }

    @Command(
            name = "start",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik start cluster.yaml", "  cloudtik start cluster.yaml --dry-run -o json"})
    private static final class Start implements Callable<Integer>, Resumable {

        private final ClusterOperations clusters;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
        private boolean dryRun;

        @Option(names = {"-y", "--yes"}, description = "Accepted for scripts; starting asks nothing.")
        private boolean yes;

        @Option(
                names = "--timeout",
                paramLabel = "TIME",
                defaultValue = "30m",
                converter = TimeSpan.class,
                description = "How long to wait: 90s, 15m, 2h; ${DEFAULT-VALUE} by default.")
        private Duration timeout;

        private Start(ClusterOperations clusters, RecordCodec codec, Console console) {
            this.clusters = clusters;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            Results results = new Results(codec, console);
            Tables tables = new Tables(console);
            if (dryRun) {
                List<PlannedAction> plan;
                try (ShownProgress progress = console.progress()) {
                    plan = clusters.planUp(file.path(), progress);
                }
                results.printAll(output.format(), plan, () -> tables.plan(plan));
                return 0;
            }
            ClusterStatus status;
            try (ShownProgress progress = console.progress()) {
                status = clusters.up(file.path(), timeout, progress);
            }
            results.print(output.format(), status, () -> tables.cluster(status));
            return 0;
        }

        @Override
        public List<String> howToGoOn() {
            String name = Console.quoted(file.path());
            return List.of(
                    console.typed("start " + name) + " goes on where this stopped",
                    console.typed("stop " + name) + " takes it back");
        }
    }
}
