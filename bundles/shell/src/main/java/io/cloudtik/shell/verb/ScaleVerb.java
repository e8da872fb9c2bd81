package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.control.WorkerOperations;
import io.cloudtik.api.control.WorkerOperations.Scaling;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.Results;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** {@code cloudtik scale}. */
@Component(service = Function.class)
@CommandLineVerb(function = "scale", group = "Clusters", summary = ScaleVerb.SUMMARY)
public final class ScaleVerb implements Verb {

    static final String SUMMARY =
            "Make a cluster larger or smaller by hand; the wish holds until the next one, or until the file says another min_workers.";

    private final WorkerOperations workers;
    private final RecordCodec codec;

    @Activate
    public ScaleVerb(@Reference WorkerOperations workers, @Reference RecordCodec codec) {
        this.workers = workers;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Scale(workers, codec, console);
    }

    @Command(
            name = "scale",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik scale cluster.yaml --workers 5",
                "  cloudtik scale cluster.yaml --cpus 64 --up-only --dry-run"
            })
    private static final class Scale implements Callable<Integer> {

        private final WorkerOperations workers;
        private final RecordCodec codec;
        private final Console console;

        @Mixin private ClusterFile file;
        @Mixin private Consent consent;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Spec private CommandSpec spec;

        @Option(names = "--workers", paramLabel = "COUNT", description = "So many workers.")
        private Integer count;

        @Option(names = "--worker-type", paramLabel = "TYPE", description = "Their node type; the first worker type by default.")
        private String type;

        @Option(names = "--cpus", paramLabel = "COUNT", description = "As many workers as have so many CPUs together.")
        private Integer cpus;

        @Option(names = "--gpus", paramLabel = "COUNT", description = "As many workers as have so many GPUs together.")
        private Integer gpus;

        @Option(names = "--memory", paramLabel = "SIZE", description = "As many workers as have so much memory together: 64G.")
        private String memory;

        @Option(
                names = "--resources",
                paramLabel = "NAME:AMOUNT",
                split = ",",
                description = "As many workers as have so much of a custom resource together. Repeatable.")
        private List<String> resources = List.of();

        @Option(
                names = "--bundles",
                paramLabel = "JSON",
                description = "As many workers as hold these at the same time, each on one worker: '[{\"CPU\": 4}, {\"GPU\": 1}]'.")
        private String bundles = "[]";

        @Option(names = "--up-only", description = "Only grow: fewer than are wanted now change nothing.")
        private boolean upOnly;

        @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
        private boolean dryRun;

        private Scale(WorkerOperations workers, RecordCodec codec, Console console) {
            this.workers = workers;
            this.codec = codec;
            this.console = console;
        }

        @Override
        public Integer call() {
            ScaleRequest request = request();
            Scaling plan = workers.planScale(file.path(), request);
            if (dryRun || plan.after() == plan.before()) {
                return show(plan, "would be");
            }
            boolean shrinks = plan.after() < plan.before();
            if (shrinks && !consent.isGiven(console, "End " + (plan.before() - plan.after()) + " workers of the cluster of "
                    + file.path() + "?")) {
                return 1;
            }
            return show(workers.scale(file.path(), request), "are");
        }

        private int show(Scaling scaling, String verb) {
            new Results(codec, console).print(output.format(), scaling, () -> scaling.after() == scaling.before()
                    ? "nothing changes: " + scaling.reason() + "\n"
                    : "workers of type " + scaling.type() + " " + verb + " scaled from " + scaling.before() + " to "
                            + scaling.after() + ": " + scaling.reason() + "\n");
            return 0;
        }

        private ScaleRequest request() {
            try {
                return new ScaleRequest(
                        Optional.ofNullable(type).map(NodeTypeName::new), Optional.ofNullable(count),
                        Optional.ofNullable(cpus), Optional.ofNullable(gpus),
                        Optional.ofNullable(memory).map(DataSize::parse), amounts(), bundles(), upOnly);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage()
                        + (e.getMessage().contains("was not said") ? "; write --workers, --cpus, --gpus, --memory, --resources or --bundles" : ""));
            }
        }

        /** As they travel. */
        private record Bundles(List<Map<String, Double>> bundles) {}

        private List<Map<String, Double>> bundles() {
            try {
                return codec.decode("{\"bundles\": " + bundles + "}", Bundles.class).bundles();
            } catch (PlatformException e) {
                throw new IllegalArgumentException(
                        "--bundles is no list of amounts; write it as '[{\"CPU\": 4}, {\"GPU\": 1}]'", e);
            }
        }

        private Map<String, Double> amounts() {
            Map<String, Double> amounts = new LinkedHashMap<>();
            for (String resource : resources) {
                int colon = resource.lastIndexOf(':');
                if (colon < 1 || !resource.substring(colon + 1).matches("\\d+(\\.\\d+)?")) {
                    throw new IllegalArgumentException("'" + resource + "' is no resource; write NAME:AMOUNT");
                }
                amounts.put(resource.substring(0, colon), Double.valueOf(resource.substring(colon + 1)));
            }
            return amounts;
        }
    }
}
