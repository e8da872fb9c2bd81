package io.cloudtik.shell.verb;

import picocli.CommandLine.Option;

/** What every verb understands. */
public final class CommonOptions {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = {"-v", "--verbose"}, description = "Show stack traces of failures.")
    private boolean verbose;

    @Option(names = {"-q", "--quiet"}, description = "Show no progress; failures are shown all the same.")
    private boolean quiet;

    @Option(names = "--no-color", description = "Colour nothing, as with NO_COLOR set.")
    private boolean plain;

    @Option(names = "--no-pager", description = "Show long results at once, as with NO_PAGER set.")
    private boolean unpaged;
}
