package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.JobOperations;
import io.cloudtik.api.control.JobOperations.HeadScript;
import io.cloudtik.api.control.WorkerOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Resumable;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cloudtik run}: a job whose script need not be brought. */
@Component(service = Function.class)
@CommandLineVerb(function = "run", group = "Work", summary = RunVerb.SUMMARY)
public final class RunVerb implements Verb {

    static final String SUMMARY =
            "Run a script or jar that is on the head already as a job and show its output; its exit code is ours.";

    private final JobOperations jobs;
    private final ClusterOperations clusters;
    private final WorkerOperations workers;

    @Activate
    public RunVerb(
            @Reference JobOperations jobs, @Reference ClusterOperations clusters, @Reference WorkerOperations workers) {
        this.jobs = jobs;
        this.clusters = clusters;
        this.workers = workers;
    }

    @Override
    public Object command(Console console) {
        return new Run(console);
    }

    @Command(
            name = "run",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik run cluster.yaml app/nightly.sh 2026-01-31",
                "  cloudtik run cluster.yaml --class com.example.Main --jars file:/opt/app/more.jar /opt/app/job.jar",
                "  cloudtik run cluster.yaml --file today.csv app/load.sh '$${job}/today.csv'"
            })
    private final class Run implements Callable<Integer>, Resumable {

        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private JobOptions job;
        @Mixin private ClusterAround around;
        @Mixin private CommonOptions common;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "SCRIPT [ARGUMENT...]",
                hideParamSyntax = true,
                parameterConsumer = RestOfLine.class,
                description = "Below the login user's home on the head, or absolute; then its own arguments.")
        private List<String> script;

        private Run(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            return around.run(file.path(), clusters, workers, console, this::runScript);
        }

        private int runScript() {
            HeadScript wanted = new HeadScript(script.get(0), job.call(script.subList(1, script.size())));
            try (ShownProgress progress = console.progress()) {
                return jobs.run(file.path(), wanted, console.sink(progress), progress);
            }
        }

        @Override
        public List<String> howToGoOn() {
            return JobVerb.howToFollow(console, file.path());
        }
    }
}
