package io.cloudtik.shell.verb;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.control.NodeOperations.Outcome;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.view.OutputFormat;
import io.cloudtik.shell.view.Results;
import java.util.List;

/** Tells which nodes failed, and answers the worst exit code. */
final class Outcomes {

    private static final int NOT_RUN = 1;

    private final Console console;

    Outcomes(Console console) {
        this.console = console;
    }

    /** The records for programs; for people failures alone are worth a word. */
    int show(OutputFormat format, List<Outcome> outcomes, RecordCodec codec) {
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
