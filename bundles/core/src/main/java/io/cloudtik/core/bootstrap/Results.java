package io.cloudtik.core.bootstrap;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandResult;
import java.util.List;

/** What is made of the results of our own scripts. */
final class Results {

    private static final int SHOWN_LINES = 10;

    private Results() {}

    /** @throws PlatformException UNAVAILABLE with its last lines if the script failed */
    static CommandResult require(String node, String step, CommandResult result) {
        if (!result.isSuccess()) {
            String output = (result.stdout() + result.stderr()).strip();
            List<String> lines = output.lines().toList();
            String last = String.join("\n  ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
            throw new PlatformException(Kind.UNAVAILABLE,
                    step + " on " + node + " ended with exit code " + result.exitCode()
                            + (last.isEmpty() ? "" : ":\n  " + last));
        }
        return result;
    }
}
