package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ClusterOverview;
import io.cloudtik.api.control.ClusterOverview.Workers;
import io.cloudtik.api.control.DiagnosticOperations;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.DiagnosticTables;
import io.cloudtik.shell.view.Results;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.Callable;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cloudtik info}. */
@Component(service = Function.class)
@CommandLineVerb(function = "info", group = "Clusters", summary = InfoVerb.SUMMARY)
public final class InfoVerb implements Verb {

    static final String SUMMARY =
            "Show what a cluster is, where it is and how to use it; or one of its numbers, for scripts.";

    private final DiagnosticOperations diagnostics;
    private final RecordCodec codec;

    @Activate
    public InfoVerb(
            @Reference DiagnosticOperations diagnostics,
            @Reference RecordCodec codec) {
        this.diagnostics = diagnostics;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Info(diagnostics, codec, console);
    }

    @Command(
            name = "info",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik info cluster.yaml",
                "  cloudtik info cluster.yaml --worker-cpus"
            })
    private static final class Info implements Callable<Integer> {

        private final DiagnosticOperations diagnostics;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @ArgGroup(exclusive = true, multiplicity = "0..1", heading = "One number, and nothing else:%n")
        private Number number;

        private static final class Number {

            @Option(names = "--total-workers", description = "How many workers there are.")
            private boolean totalWorkers;

            @Option(names = "--worker-cpus", description = "CPUs of all workers.")
            private boolean workerCpus;

            @Option(names = "--worker-gpus", description = "GPUs of all workers.")
            private boolean workerGpus;

            @Option(names = "--worker-memory", description = "Memory of all workers, in GiB.")
            private boolean workerMemory;

            @Option(names = "--cpus-per-worker", description = "CPUs of a worker; where they differ, what each has at least.")
            private boolean cpusPerWorker;

            @Option(names = "--gpus-per-worker", description = "GPUs of a worker; where they differ, what each has at least.")
            private boolean gpusPerWorker;

            @Option(names = "--memory-per-worker", description = "Memory of a worker, in GiB; where they differ, what each has at least.")
            private boolean memoryPerWorker;

            @Option(names = "--sockets-per-worker", description = "Processor sockets of a worker.")
            private boolean socketsPerWorker;
        }

        private Info(DiagnosticOperations diagnostics, RecordCodec codec, Console console) {
            this.diagnostics = diagnostics;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            console.page();
            if (number != null && number.socketsPerWorker) {
                console.out().println(diagnostics.socketsPerWorker(file.path()));
                return 0;
            }
            ClusterOverview overview = diagnostics.overview(file.path());
            if (number != null) {
                console.out().println(only(overview.workers()));
                return 0;
            }
            new Results(codec, console).print(
                    output.format(), overview, () -> new DiagnosticTables(console).overview(overview, Console.quoted(file.path())));
            return 0;
        }

        private String only(Workers workers) {
            if (number.totalWorkers) {
                return String.valueOf(workers.present());
            }
            if (number.workerCpus) {
                return String.valueOf(workers.cpus());
            }
            if (number.workerGpus) {
                return String.valueOf(workers.gpus());
            }
            if (number.workerMemory) {
                return gibibytes(workers.memory());
            }
            if (number.cpusPerWorker) {
                return String.valueOf(workers.each().cpus());
            }
            return number.gpusPerWorker ? String.valueOf(workers.each().gpus()) : gibibytes(workers.each().memory());
        }

        private static String gibibytes(DataSize size) {
            return BigDecimal.valueOf(size.bytes())
                    .divide(BigDecimal.valueOf(1L << 30), 2, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
        }
    }
}
