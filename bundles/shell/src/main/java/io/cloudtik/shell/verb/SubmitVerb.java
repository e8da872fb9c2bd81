package io.cloudtik.shell.verb;

import io.cloudtik.api.control.ClusterOperations;
import io.cloudtik.api.control.JobOperations;
import io.cloudtik.api.control.JobOperations.Submission;
import io.cloudtik.api.control.WorkerOperations;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Resumable;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cloudtik submit}. */
@Component(service = Function.class)
@CommandLineVerb(function = "submit", group = "Work", summary = SubmitVerb.SUMMARY)
public final class SubmitVerb implements Verb {

    static final String SUMMARY =
            "Run a job on a cluster and show its output; its exit code is ours.";

    private final JobOperations jobs;
    private final ClusterOperations clusters;
    private final WorkerOperations workers;

    @Activate
    public SubmitVerb(
            @Reference JobOperations jobs, @Reference ClusterOperations clusters, @Reference WorkerOperations workers) {
        this.jobs = jobs;
        this.clusters = clusters;
        this.workers = workers;
    }

    @Override
    public Object command(Console console) {
        return new Submit(console);
    }

    @Command(
            name = "submit",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik submit cluster.yaml query.sql",
                "  cloudtik submit cluster.yaml --packages org.apache.spark:spark-avro_2.13:4.0.1 query.sql",
                "  cloudtik submit cluster.yaml --py-files helpers.zip count.py 2001",
                "  cloudtik submit cluster.yaml --start --stop nightly.sh 2026-01-31",
                "  cloudtik submit cluster.yaml --class com.example.Main --file data.csv job.jar '$${job}/data.csv'"
            })
    private final class Submit implements Callable<Integer>, Resumable {

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
                description = "The jar, SQL file or script (.sh, .py), then its own arguments.")
        private List<String> script;

        private Submit(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            return around.run(file.path(), clusters, workers, console, this::submit);
        }

        private int submit() {
            Submission submission = new Submission(Path.of(script.get(0)), job.call(script.subList(1, script.size())));
            try (ShownProgress progress = console.progress()) {
                return jobs.submit(file.path(), submission, console.sink(progress), progress);
            }
        }

        @Override
        public List<String> howToGoOn() {
            return JobVerb.howToFollow(console, file.path());
        }
    }
}
