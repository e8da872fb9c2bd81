package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.RuntimeOperations;
import io.cloudtik.api.control.RuntimeOperations.RuntimeService;
import io.cloudtik.api.control.RuntimeOperations.Wish;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import io.cloudtik.shell.view.DiagnosticTables;
import io.cloudtik.shell.view.Results;
import io.cloudtik.shell.view.Tables;
import java.time.Duration;
import java.util.List;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik runtime}. */
@Component(service = Function.class)
@CommandLineVerb(function = "runtime", group = "Work", summary = RuntimeVerb.SUMMARY)
public final class RuntimeVerb implements Verb {

    static final String SUMMARY =
            "Stop, start and look at what a cluster's runtimes run. What was stopped stays so until it is started.";

    private final RuntimeOperations runtimes;
    private final RecordCodec codec;

    @Activate
    public RuntimeVerb(@Reference RuntimeOperations runtimes, @Reference RecordCodec codec) {
        this.runtimes = runtimes;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Runtimes(runtimes, codec, console);
    }

    /** Whose services are meant; on all nodes unless some are named. */
    private static final class Meant {

        @Option(names = "--runtimes", paramLabel = "NAME", split = ",", description = "Only these runtimes; all by default. Repeatable.")
        private List<String> runtimes = List.of();

        @Mixin private NodeOptions where;

        private NodeSelection nodes() {
            return where.isGiven() ? where.selection() : NodeSelection.all();
        }
    }

    /** How a wish is carried out. */
    private static final class Carrying {

        @Mixin private Meant meant;
        @Mixin private ClusterFile file;
        @Mixin private Consent consent;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
        private boolean dryRun;

        @Option(
                names = "--timeout",
                paramLabel = "TIME",
                defaultValue = "5m",
                converter = TimeSpan.class,
                description = "How long to wait until it is so: 90s, 15m, 2h; ${DEFAULT-VALUE} by default.")
        private Duration timeout;
    }

    @Command(
            name = "runtime",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik runtime status cluster.yaml",
                "  cloudtik runtime restart cluster.yaml --runtimes spark --node demo-worker-1",
                "  cloudtik runtime stop cluster.yaml --runtimes spark --yes"
            })
    private static final class Runtimes {

        private final RuntimeOperations runtimes;
        private final Console console;
        private final Results results;

        @Mixin private CommonOptions common;

        private Runtimes(RuntimeOperations runtimes, RecordCodec codec, Console console) {
            this.runtimes = runtimes;
            this.console = console;
            this.results = new Results(codec, console);
        }

        @Command(
                description = "Show the services of runtimes.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik runtime status cluster.yaml --runtimes spark -o json")
        int status(
                @Mixin ClusterFile file, @Mixin Meant meant, @Mixin FormatOption output, @Mixin CommonOptions options) {
            console.page();
            return show(output, runtimes.services(file.path(), meant.runtimes, meant.nodes()));
        }

        @Command(
                description = "Start services that were stopped.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik runtime start cluster.yaml --runtimes spark")
        int start(@Mixin Carrying carrying) {
            return carry(Wish.START, carrying, "");
        }

        @Command(
                description = "Stop services, which stay stopped until they are started by hand.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik runtime stop cluster.yaml --runtimes spark --yes")
        int stop(@Mixin Carrying carrying) {
            return carry(Wish.STOP, carrying, "Stop");
        }

        @Command(
                description = "Stop services and start them again.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik runtime restart cluster.yaml --runtimes spark --node demo-worker-1 --yes")
        int restart(@Mixin Carrying carrying) {
            return carry(Wish.RESTART, carrying, "Restart");
        }

        /** @param question begins with this; empty if nothing needs to be asked */
        private int carry(Wish wish, Carrying carrying, String question) {
            Meant meant = carrying.meant;
            if (carrying.dryRun) {
                List<PlannedAction> plan = runtimes.plan(carrying.file.path(), wish, meant.runtimes, meant.nodes());
                results.printAll(carrying.output.format(), plan, () -> new Tables(console).plan(plan));
                return 0;
            }
            String what = meant.runtimes.isEmpty() ? "all runtimes" : String.join(", ", meant.runtimes);
            if (!question.isEmpty() && !carrying.consent.isGiven(
                    console, question + " " + what + " of the cluster of " + carrying.file.path() + "?")) {
                return 1;
            }
            List<RuntimeService> services;
            try (ShownProgress progress = console.progress()) {
                services = runtimes.wish(
                        carrying.file.path(), wish, meant.runtimes, meant.nodes(), carrying.timeout, progress);
            }
            return show(carrying.output, services);
        }

        private int show(FormatOption output, List<RuntimeService> services) {
            results.printAll(output.format(), services, () -> new DiagnosticTables(console).services(services));
            return 0;
        }
    }
}
