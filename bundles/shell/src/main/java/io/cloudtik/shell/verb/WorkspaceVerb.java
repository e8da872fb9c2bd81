package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.WorkspaceOperations;
import io.cloudtik.api.model.workspace.WorkspaceStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import io.cloudtik.shell.view.Results;
import io.cloudtik.shell.view.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cloudtik workspace}. */
@Component(service = Function.class)
@CommandLineVerb(function = "workspace", group = "Workspaces", summary = WorkspaceVerb.SUMMARY)
public final class WorkspaceVerb implements Verb {

    static final String SUMMARY =
            "Create, look at and delete workspaces: the shared resources clusters live in.";

    private final WorkspaceOperations workspaces;
    private final RecordCodec codec;

    @Activate
    public WorkspaceVerb(@Reference WorkspaceOperations workspaces, @Reference RecordCodec codec) {
        this.workspaces = workspaces;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Workspace(workspaces, codec, console);
    }

    @Command(
            name = "workspace",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {"  cloudtik workspace create workspace.yaml", "  cloudtik workspace list -o json"})
    private static final class Workspace {

        private static final String FILE = "The workspace's YAML file.";
        private static final String DRY_RUN = "Show what would be done, and do nothing.";

        private final WorkspaceOperations workspaces;
        private final Console console;
        private final Results results;
        private final Tables tables;

        @Mixin private CommonOptions common;

        private Workspace(WorkspaceOperations workspaces, RecordCodec codec, Console console) {
            this.workspaces = workspaces;
            this.console = console;
            this.results = new Results(codec, console);
            this.tables = new Tables(console);
        }

        @Command(description = "Make what is missing of a workspace; goes on where an earlier call stopped.")
        int create(
                @Parameters(paramLabel = "FILE", description = FILE) Path file,
                @Option(names = "--dry-run", description = DRY_RUN) boolean dryRun,
                @Option(names = {"-y", "--yes"}, description = "Accepted for scripts; creating asks nothing.") boolean yes,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            if (dryRun) {
                return show(output, workspaces.planCreate(file));
            }
            WorkspaceStatus status;
            try (ShownProgress progress = console.progress()) {
                status = workspaces.create(file, progress);
            }
            results.print(output.format(), status, () -> tables.workspace(status));
            return 0;
        }

        @Command(description = "Remove everything of a workspace; refused while there are clusters in it.")
        int delete(
                @Parameters(paramLabel = "FILE", description = FILE) Path file,
                @Option(names = "--dry-run", description = DRY_RUN) boolean dryRun,
                @Mixin Consent consent,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            if (dryRun) {
                return show(output, workspaces.planDelete(file));
            }
            if (!consent.isGiven(console, "Remove everything of the workspace of " + file + "?")) {
                return 1;
            }
            WorkspaceStatus status;
            try (ShownProgress progress = console.progress()) {
                status = workspaces.delete(file, progress);
            }
            results.print(output.format(), status, () -> tables.workspace(status));
            return 0;
        }

        @Command(description = "Show what a workspace has, what it misses and what has drifted.")
        int status(
                @Parameters(paramLabel = "FILE", description = FILE) Path file,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            WorkspaceStatus status = workspaces.status(file);
            results.print(output.format(), status, () -> tables.workspace(status));
            return 0;
        }

        @Command(description = "List the workspaces that are known here.")
        int list(@Mixin FormatOption output, @Mixin CommonOptions options) {
            List<WorkspaceStatus> all = workspaces.list();
            results.printAll(output.format(), all, () -> tables.workspaces(all));
            return 0;
        }

        @Command(
                description = "Make what has drifted or is missing of a workspace as it shall be; it must exist already.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik workspace update workspace.yaml --dry-run")
        int update(
                @Parameters(paramLabel = "FILE", description = FILE) Path file,
                @Option(names = "--dry-run", description = DRY_RUN) boolean dryRun,
                @Option(names = {"-y", "--yes"}, description = "Accepted for scripts; updating asks nothing.") boolean yes,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            if (workspaces.status(file).state() == WorkspaceStatus.State.MISSING) {
                throw new PlatformException(Kind.NOT_FOUND, "the workspace of " + file + " does not exist")
                        .withRemedy("cloudtik workspace create <workspace.yaml>");
            }
            return create(file, dryRun, yes, output, options);
        }

        @Command(
                description = "List the clusters of a workspace, one a line.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik workspace clusters workspace.yaml")
        int clusters(
                @Parameters(paramLabel = "FILE", description = FILE) Path file,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            List<ClusterLine> clusters = workspaces.status(file).clusters().stream().map(ClusterLine::new).toList();
            results.printAll(output.format(), clusters, () -> clusters.stream()
                    .map(cluster -> cluster.cluster() + "\n")
                    .collect(Collectors.joining()));
            return 0;
        }

        /** A cluster of a workspace. */
        private record ClusterLine(String cluster) {}

        @Command(
                description = "Show a workspace and what it has.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik workspace info workspace.yaml -o yaml")
        int info(
                @Parameters(paramLabel = "FILE", description = FILE) Path file,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            return status(file, output, options);
        }

        private int show(FormatOption output, List<PlannedAction> plan) {
            results.printAll(output.format(), plan, () -> tables.plan(plan));
            return 0;
        }
    }
}
