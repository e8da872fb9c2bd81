package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.NodeOperations.Outcome;
import io.cloudtik.api.control.Progress;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.ShownProgress;
import io.cloudtik.shell.view.OutputFormat;
import io.cloudtik.shell.view.Results;
import java.util.List;
import java.util.function.Function;

/** Tells which nodes failed, and answers the worst exit code. */
final class Outcomes {

    private static final int NOT_RUN = 1;

    private final Console console;

    Outcomes(Console console) {
        this.console = console;
    }

    /** Carries it out; the records are for programs, and for people failures alone are worth a word. */
    int of(Function<Progress, List<Outcome>> work, OutputFormat format, RecordCodec codec) {
        List<Outcome> outcomes;
        try (ShownProgress progress = console.progress()) {
            outcomes = work.apply(progress);
        }
        new Results(codec, console).printAll(format, outcomes, () -> "");
        return tellFailures(outcomes);
    }

    int tellFailures(List<Outcome> outcomes) {
        if (outcomes.size() > 1) {
            outcomes.stream().filter(outcome -> !outcome.isSuccess()).forEach(outcome -> console.err().println(
                    outcome.node() + ": " + outcome.exitCode().map(code -> "exit code " + code).orElse(outcome.failure())));
            long failed = outcomes.stream().filter(outcome -> !outcome.isSuccess()).count();
            if (failed > 0) {
                console.err().println("error: it failed on " + failed + " of " + outcomes.size() + " nodes");
            }
        }
        return outcomes.stream().mapToInt(outcome -> outcome.exitCode().orElse(NOT_RUN)).max().orElse(0);
    }
}
