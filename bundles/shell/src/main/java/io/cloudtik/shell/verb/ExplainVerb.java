package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.DecisionReport;
import io.cloudtik.api.control.ExplainOperations;
import io.cloudtik.api.control.Explanation;
import io.cloudtik.api.control.NodeStory;
import io.cloudtik.api.control.Replay;
import io.cloudtik.shell.CommandLineVerb;
import io.cloudtik.shell.Verb;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.ExplainTables;
import io.cloudtik.shell.view.Results;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.felix.service.command.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cloudtik explain}. */
@Component(service = Function.class)
@CommandLineVerb(function = "explain", group = "Clusters", summary = ExplainVerb.SUMMARY)
public final class ExplainVerb implements Verb {

    static final String SUMMARY =
            "Say why a cluster's controller did what it did: its decisions, the story of a node, what it waits for.";

    private final ExplainOperations explanations;
    private final RecordCodec codec;

    @Activate
    public ExplainVerb(@Reference ExplainOperations explanations, @Reference RecordCodec codec) {
        this.explanations = explanations;
        this.codec = codec;
    }

    @Override
    public Object command(Console console) {
        return new Explain(explanations, codec, console);
    }

    @Command(
            name = "explain",
            description = SUMMARY,
            footerHeading = "%nExamples:%n",
            footer = {
                "  cloudtik explain cluster.yaml",
                "  cloudtik explain cluster.yaml demo-worker-1",
                "  cloudtik explain cluster.yaml d1-4",
                "  cloudtik explain cluster.yaml d1-4 --replay"
            })
    private static final class Explain implements Callable<Integer> {

        private static final Pattern DECISION = Pattern.compile("d\\d+-\\d+");

        private final ExplainOperations explanations;
        private final Console console;
        private final Results results;

        @Mixin private ClusterFile file;
        @Mixin private FormatOption output;
        @Mixin private CommonOptions common;

        @Spec private CommandSpec spec;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "NODE|DECISION",
                description = "A node's id, for its story; or a decision's, such as d1-4, for what it was made from and"
                        + " what came of it. Without one, the latest decisions and what the controller waits for.")
        private String subject;

        @Option(
                names = {"-n", "--decisions"},
                paramLabel = "COUNT",
                defaultValue = "10",
                description = "How many of the latest decisions; ${DEFAULT-VALUE} by default.")
        private int count;

        @Option(
                names = "--replay",
                description = "Decide again from what was recorded of the decision; exit code 1 if this version decides otherwise.")
        private boolean replay;

        private Explain(ExplainOperations explanations, RecordCodec codec, Console console) {
            this.explanations = explanations;
            this.console = console;
            this.results = new Results(codec, console);
        }

        @Override
        public Integer call() {
            if (count < 1) {
                throw new ParameterException(spec.commandLine(), "--decisions is " + count + "; write 1 or more");
            }
            console.page();
            ExplainTables tables = new ExplainTables(console);
            boolean isDecision = subject != null && DECISION.matcher(subject).matches();
            if (replay && !isDecision) {
                throw new ParameterException(spec.commandLine(), "--replay needs a decision, such as d1-4");
            }
            if (replay) {
                Replay outcome = explanations.replay(file.path(), subject);
                results.print(output.format(), outcome, () -> tables.replay(outcome));
                return outcome.isSame() ? 0 : 1;
            }
            if (isDecision) {
                DecisionReport report = explanations.explainDecision(file.path(), subject);
                results.print(output.format(), report, () -> tables.decision(report));
            } else if (subject != null) {
                NodeStory story = explanations.explainNode(file.path(), subject);
                results.print(output.format(), story, () -> tables.node(story));
            } else {
                Explanation explanation = explanations.explain(file.path(), count);
                results.print(output.format(), explanation, () -> tables.explanation(explanation));
            }
            return 0;
        }
    }
}
