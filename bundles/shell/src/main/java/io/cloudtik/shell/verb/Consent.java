package io.cloudtik.shell.verb;

import io.cloudtik.shell.terminal.Console;
import picocli.CommandLine.Option;

/** Asks before something ends for good, unless {@code --yes} was said. */
final class Consent {

    @Option(names = {"-y", "--yes"}, description = "Do not ask.")
    private boolean yes;

    /** Whether it was given before anything was asked. */
    boolean isGiven() {
        return yes;
    }

    boolean isGiven(Console console, String question) {
        if (yes || console.confirm(question)) {
            return true;
        }
        console.err().println("nothing was done");
        return false;
    }
}
