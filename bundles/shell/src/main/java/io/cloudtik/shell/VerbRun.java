package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One run of a command: reads its words, runs it, and turns whatever happens into a message and an exit code. */
public final class VerbRun {

    private final Console console;
    private final Failures failures;

    public VerbRun(Console console) {
        this.console = console;
        this.failures = new Failures(console);
    }

    public int run(Object command, String... words) {
        return run(new CommandLine(command), words);
    }

    int run(CommandLine commandLine, String... words) {
        commandLine
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setColorScheme(CommandLine.Help.defaultColorScheme(console.isOutColoured() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(console.columns())
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(this::usageError)
                .setExecutionExceptionHandler((failure, executed, parsed) ->
                        failures.report(failure, executed.getCommand(), parsed, isVerbose(parsed)));
        int code = commandLine.execute(words);
        console.out().flush();
        return console.isOutClosed() ? Failures.OUTPUT_CLOSED : code;
    }

    private int usageError(ParameterException failure, String[] words) {
        CommandLine command = failure.getCommandLine();
        console.err().println("error: " + failure.getMessage());
        List<String> suggestions = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        if (!suggestions.isEmpty()) {
            console.err().println("did you mean: " + String.join(", ", suggestions.subList(0, Math.min(3, suggestions.size()))));
        }
        console.err().println("try: " + console.commandName(command.getCommandSpec().qualifiedName()) + " --help");
        return Failures.USAGE;
    }

    /** {@code -v} counts wherever it was written: before the verb or after it. */
    private static boolean isVerbose(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            if (level.hasMatchedOption("-v")) {
                return true;
            }
        }
        return false;
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
