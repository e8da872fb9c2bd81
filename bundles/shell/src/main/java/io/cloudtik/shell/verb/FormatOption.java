package io.cloudtik.shell.verb;

import io.cloudtik.shell.view.OutputFormat;
import picocli.CommandLine.Option;

/** How the result is written. */
final class FormatOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private OutputFormat format;

    OutputFormat format() {
        return format;
    }
}
