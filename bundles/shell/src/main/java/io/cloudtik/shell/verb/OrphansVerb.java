package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.Orphan;
import io.cloudtik.api.control.Orphan.Verdict;
import io.cloudtik.api.control.OrphanOperations;
import io.cloudtik.api.control.OrphanOperations.Outcome;
import io.cloudtik.api.control.OrphanOperations.Report;
import io.cloudtik.api.control.OrphanOperations.Scope;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import io.cloudtik.shell.view.OrphanTables;
import io.cloudtik.shell.view.Results;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cloudtik orphans}. */
@Component(service = Function.class)
@CommandLineVerb(function = "orphans", group = "Workspaces", summary = OrphansVerb.SUMMARY)
public final class OrphansVerb implements Verb {

    static final String SUMMARY =
            "Find and end machines that bear our tags and that no living cluster looks after; needs no head.";

    private final OrphanOperations orphans;
    private final RecordCodec codec;

    @Activate
    public OrphansVerb(@Reference OrphanOperations orphans, @Reference RecordCodec codec) {
        this.orphans = orphans;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Orphans(orphans, codec, console);
    }

    /** Where to look. */
    private static final class Place {

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "WORKSPACE|FILE",
                description = "A workspace by its name, or the file of a workspace or of a cluster in it; without one,"
                        + " all that are known here.")
        private String place;

        @Option(
                names = "--give-up",
                paramLabel = "UUID",
                description = "A cluster, by its uuid, that is given up although its head may live and cannot be asked.")
        private List<String> givenUp = List.of();

        private Scope scope() {
            return new Scope(Optional.ofNullable(place), Set.copyOf(givenUp));
        }
    }

    @Command(
            name = "orphans",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik orphans list", "  cloudtik orphans list cluster.yaml -o json", "  cloudtik orphans clean lab --dry-run"})
    private static final class Orphans {

        private final OrphanOperations orphans;
        private final Console console;
        private final Results results;
        private final OrphanTables tables;

        @Mixin private CommonOptions common;

        private Orphans(OrphanOperations orphans, RecordCodec codec, Console console) {
            this.orphans = orphans;
            this.console = console;
            this.results = new Results(codec, console);
            this.tables = new OrphanTables(console);
        }

        @Command(
                description = "List machines that nobody looks after, and those of which that cannot be told, each with the reason.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik orphans list workspace.yaml --all")
        int list(
                @Mixin Place place,
                @Option(names = {"-a", "--all"}, description = "The machines of living clusters too.") boolean all,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            Report report = orphans.find(place.scope());
            tellTroubles(report);
            List<Orphan> shown = report.machines().stream()
                    .filter(machine -> all || machine.verdict() != Verdict.CLAIMED)
                    .toList();
            results.printAll(output.format(), shown, () -> tables.machines(shown, report));
            return 0;
        }

        @Command(
                description = "End the machines that nobody looks after, each looked at once more just before.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik orphans clean cluster.yaml --yes")
        int clean(
                @Mixin Place place,
                @Option(names = "--dry-run", description = "Show what would be ended, and end nothing.") boolean dryRun,
                @Mixin Consent consent,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            Report report = orphans.find(place.scope());
            tellTroubles(report);
            List<Orphan> found = report.machines().stream().filter(machine -> machine.verdict() == Verdict.ORPHAN).toList();
            report.machines().stream()
                    .filter(machine -> machine.verdict() == Verdict.UNDECIDED || machine.verdict() == Verdict.FOREIGN)
                    .forEach(machine -> console.err().println(
                            "machine " + machine.machine() + " is left alone: " + machine.reason()));
            if (dryRun || found.isEmpty()) {
                results.printAll(output.format(), found, () -> tables.machines(found, report));
                return 0;
            }
            console.err().print(tables.machines(found, report));
            if (!consent.isGiven(console, "End these " + found.size() + " machines?")) {
                return 1;
            }
            List<Outcome> outcomes;
            try (ShownProgress progress = console.progress()) {
                outcomes = orphans.end(
                        place.scope(), found.stream().map(Orphan::machine).collect(Collectors.toSet()), progress);
            }
            results.printAll(output.format(), outcomes, () -> tables.outcomes(outcomes));
            return outcomes.size() >= found.size() && outcomes.stream().allMatch(Outcome::ended) ? 0 : 1;
        }

        private void tellTroubles(Report report) {
            report.troubles().forEach(trouble -> console.err().println("not looked at: " + trouble));
        }
    }
}
