package io.cloudtik.shell.verb;

import picocli.CommandLine.Option;

/** What every verb understands. */
public final class CommonOptions {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = {"-v", "--verbose"}, description = "Show stack traces of failures.")
    private boolean verbose;
}
