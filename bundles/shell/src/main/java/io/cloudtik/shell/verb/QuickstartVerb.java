package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.JobOperations;
import io.cloudtik.api.control.WorkspaceOperations;
import io.cloudtik.api.installation.Installation;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Resumable;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.Elapsed;
import io.cloudtik.shell.terminal.ShownProgress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik quickstart}: the first five minutes, by the same operations as everything after them. */
@Component(service = Function.class)
@CommandLineVerb(function = "quickstart", group = "Start here", summary = QuickstartVerb.SUMMARY)
public final class QuickstartVerb implements Verb {

    static final String SUMMARY =
            "Make a small Spark cluster on this machine and run a job on it.";

    private final Installation installation;
    private final WorkspaceOperations workspaces;
    private final ClusterOperations clusters;
    private final JobOperations jobs;

    @Activate
    public QuickstartVerb(
            @Reference Installation installation,
            @Reference WorkspaceOperations workspaces,
            @Reference ClusterOperations clusters,
            @Reference JobOperations jobs) {
        this.installation = installation;
        this.workspaces = workspaces;
        this.clusters = clusters;
        this.jobs = jobs;
    }

    @Override
    public Object command(Console console) {
        return new Quickstart(new QuickstartFiles(installation), workspaces, clusters, jobs, console);
    }

    @Command(
            name = "quickstart",
            description = SUMMARY)
    private static final class Quickstart implements Callable<Integer>, Resumable {

        private final QuickstartFiles files;
        private final WorkspaceOperations workspaces;
        private final ClusterOperations clusters;
        private final JobOperations jobs;
        private final Console console;

        @Mixin private CommonOptions common;

        @Option(names = {"-y", "--yes"}, description = "Accepted for scripts; it asks nothing.")
        private boolean yes;

        @Option(
                names = "--timeout",
                paramLabel = "TIME",
                defaultValue = "30m",
                converter = TimeSpan.class,
                description = "How long to wait for the cluster: 90s, 15m, 2h; ${DEFAULT-VALUE} by default.")
        private Duration timeout;

        private Quickstart(
                QuickstartFiles files,
                WorkspaceOperations workspaces,
                ClusterOperations clusters,
                JobOperations jobs,
                Console console) {
            this.files = files;
            this.workspaces = workspaces;
            this.clusters = clusters;
            this.jobs = jobs;
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            Instant begun = Instant.now();
            introduce();
            files.copyOnce();
            workspace();
            cluster();
            int code = job();
            if (code == 0) {
                sayWhatNext(Duration.between(begun, Instant.now()));
            }
            return code;
        }

        private void introduce() {
            say("This makes a small Spark cluster on this machine and runs a job on it.");
            say("No root, no docker, no account: nodes are processes of yours, on addresses that start with 127.");
            say("The first time it fetches Spark from Maven Central, about 330 MB; then it takes about a minute.");
            say("Its files are yours to edit: " + files.folder());
        }

        private void workspace() {
            heading("1 of 3: the workspace", "workspace create " + Console.quoted(files.workspace()));
            try (ShownProgress progress = console.progress()) {
                workspaces.create(files.workspace(), progress);
            }
        }

        private void cluster() {
            heading("2 of 3: the cluster", "start " + Console.quoted(files.cluster()));
            try (ShownProgress progress = console.progress()) {
                clusters.up(files.cluster(), timeout, progress);
            }
        }

        private int job() {
            heading("3 of 3: a job: in which states do flights arrive late?", files.submitCommand());
            try (ShownProgress progress = console.progress()) {
                return jobs.submit(files.cluster(), files.submission(), console.sink(progress), progress);
            }
        }

        private void sayWhatNext(Duration taken) {
            String cluster = Console.quoted(files.cluster());
            say("");
            say("That took " + Elapsed.text(taken) + ". The cluster runs on. What to try next:");
            say("");
            next("status " + cluster, "how it does");
            next("kill-node " + cluster + " --yes", "lose a worker, and see in its status how it is replaced");
            next("exec " + cluster + " hostname", "run a command on the head");
            next("logs " + cluster + " --lines 20", "what the head's container said last");
            next("stop " + cluster + " --yes", "end it; the workspace stays");
        }

        private void heading(String what, String command) {
            say("");
            say(what);
            say("  $ " + console.typed(command));
        }

        private void next(String command, String what) {
            say("  " + console.typed(command));
            say("      " + what);
        }

        private void say(String line) {
            console.err().println(line);
        }

        @Override
        public List<String> howToGoOn() {
            return List.of(
                    console.typed("quickstart") + " goes on where this stopped",
                    console.typed("stop --all") + " takes it back");
        }
    }
}
