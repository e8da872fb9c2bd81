package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.WorkerOperations;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import io.cloudtik.shell.view.Results;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cloudtik wait-for-ready}. */
@Component(service = Function.class)
@CommandLineVerb(function = "wait-for-ready", group = "Clusters", summary = WaitForReadyVerb.SUMMARY)
public final class WaitForReadyVerb implements Verb {

    static final String SUMMARY =
            "Wait until a cluster's head and workers are ready; exit code 1 if they are not in time.";

    private final WorkerOperations workers;
    private final RecordCodec codec;

    @Activate
    public WaitForReadyVerb(@Reference WorkerOperations workers, @Reference RecordCodec codec) {
        this.workers = workers;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new WaitForReady(workers, codec, console);
    }

    @Command(
            name = "wait-for-ready",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik wait-for-ready cluster.yaml",
                "  cloudtik wait-for-ready cluster.yaml --min-workers 2 --timeout 5m"
            })
    private static final class WaitForReady implements Callable<Integer> {

        private final WorkerOperations workers;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Spec private CommandSpec spec;

        @Option(names = "--min-workers", paramLabel = "COUNT", description = "How many workers are enough; all that are wanted by default.")
        private Integer count;

        @Option(
                names = "--timeout",
                paramLabel = "TIME",
                defaultValue = "10m",
                converter = TimeSpan.class,
                description = "How long to wait: 90s, 15m, 2h; ${DEFAULT-VALUE} by default.")
        private Duration timeout;

        private WaitForReady(WorkerOperations workers, RecordCodec codec, Console console) {
            this.workers = workers;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            if (count != null && count < 0) {
                throw new ParameterException(spec.commandLine(), "--min-workers is " + count + "; write 0 or more");
            }
            ClusterStatus status;
            try (ShownProgress progress = console.progress()) {
                status = workers.awaitReady(file.path(), Optional.ofNullable(count), timeout, progress);
            }
            new Results(codec, console).print(output.format(), status, () -> "cluster " + status.cluster() + " is ready\n");
            return 0;
        }
    }
}
