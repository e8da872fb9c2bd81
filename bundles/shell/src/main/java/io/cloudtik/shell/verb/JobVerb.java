package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.JobOperations;
import io.cloudtik.api.model.cluster.JobStatus;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.Results;
import io.cloudtik.shell.view.Tables;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cloudtik job}. */
@Component(service = Function.class)
@CommandLineVerb(function = "job", group = "Work", summary = JobVerb.SUMMARY)
public final class JobVerb implements Verb {

    static final String SUMMARY =
            "Look at the jobs of a cluster, read their output again, end them.";

    private final JobOperations jobs;
    private final RecordCodec codec;

    @Activate
    public JobVerb(@Reference JobOperations jobs, @Reference RecordCodec codec) {
        this.jobs = jobs;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Job(jobs, codec, console);
    }

    /** What to type where following a job was interrupted. */
    static List<String> howToFollow(Console console, Path file) {
        return List.of(console.typed("job list " + Console.quoted(file)) + " names the job, which goes on, and "
                + console.typed("job logs " + Console.quoted(file) + " ID -f") + " shows its output again");
    }

    @Command(
            name = "job",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik job list cluster.yaml",
                "  cloudtik job logs cluster.yaml job-0123456789ab -f",
                "  cloudtik job cancel cluster.yaml job-0123456789ab --yes"
            })
    private static final class Job {

        private static final String ID = "The job, as 'job list' names it.";

        private final JobOperations jobs;
        private final Console console;
        private final Results results;
        private final Tables tables;

        @Mixin private CommonOptions common;

        private Job(JobOperations jobs, RecordCodec codec, Console console) {
            this.jobs = jobs;
            this.console = console;
            this.results = new Results(codec, console);
            this.tables = new Tables(console);
        }

        @Command(
                description = "List the latest jobs, newest last.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik job list cluster.yaml -o json")
        int list(@Mixin ClusterFile file, @Mixin FormatOption output, @Mixin CommonOptions options) {
            console.page();
            List<JobStatus> all = jobs.list(file.path());
            results.printAll(output.format(), all, () -> tables.jobs(all));
            return 0;
        }

        @Command(
                description = "Show how a job stands.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik job status cluster.yaml job-0123456789ab")
        int status(
                @Mixin ClusterFile file,
                @Parameters(index = "1", paramLabel = "ID", description = ID) String id,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            JobStatus job = jobs.find(file.path(), id);
            results.print(output.format(), job, () -> tables.jobs(List.of(job)));
            return 0;
        }

        @Command(
                description = "Show what a job has printed; with -f also what it prints until it ends, and its exit code is ours.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik job logs cluster.yaml job-0123456789ab -f")
        int logs(
                @Mixin ClusterFile file,
                @Parameters(index = "1", paramLabel = "ID", description = ID) String id,
                @Option(names = {"-f", "--follow"}, description = "Go on until the job ends.") boolean follow,
                @Mixin CommonOptions options) {
            if (!follow) {
                console.page();
            }
            JobStatus job = jobs.output(file.path(), id, follow, console.sink());
            return follow ? job.exitCode().orElse(1) : 0;
        }

        @Command(
                description = "End a job.",
                footerHeading = "%nExample:%n",
                footer = "  cloudtik job cancel cluster.yaml job-0123456789ab --yes")
        int cancel(
                @Mixin ClusterFile file,
                @Parameters(index = "1", paramLabel = "ID", description = ID) String id,
                @Mixin Consent consent,
                @Mixin FormatOption output,
                @Mixin CommonOptions options) {
            if (!consent.isGiven(console, "End job " + id + " of the cluster of " + file.path() + "?")) {
                return 1;
            }
            JobStatus job = jobs.cancel(file.path(), id);
            results.print(output.format(), job, () -> tables.jobs(List.of(job)));
            return 0;
        }
    }
}
