package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.Printable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One run of a command: reads its words, runs it, and turns whatever happens into a message and an exit code. */
public final class VerbRun {

    /** For how many columns help is written, the least first: {@link HelpTexts} writes it once for each when this is built. */
    static final List<Integer> HELP_WIDTHS = List.of(60, 80, 100);

    private final Console console;
    private final Failures failures;
    private final PythonEdition pythonEdition;

    public VerbRun(Console console) {
        this.console = console;
        this.failures = new Failures(console);
        this.pythonEdition = PythonEdition.read();
    }

    public int run(Object command, String... words) {
        return run(new CommandLine(command), words);
    }

    int run(CommandLine commandLine, String... words) {
        pythonEdition.addTo(commandLine);
        commandLine
                .setOut(writer(console.out()))
                .setErr(writer(console.err()))
                .setColorScheme(colours())
                .setUsageHelpWidth(helpWidth())
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(parsed -> execute(commandLine, parsed))
                .setParameterExceptionHandler(this::usageError)
                .setExecutionExceptionHandler((failure, executed, parsed) ->
                        failures.report(failure, executed.getCommand(), parsed, isGiven(parsed, "-v")));
        int code = commandLine.execute(words);
        if (console.endPaging() && code == Failures.OUTPUT_CLOSED) {
            return 0; // Whoever leaves a pager has read enough.
        }
        console.out().flush();
        return console.isOutClosed() ? Failures.OUTPUT_CLOSED : code;
    }

    private int usageError(ParameterException failure, String[] words) {
        UsageMistake mistake = new UsageMistake(failure);
        Optional<String> answer = mistake.strangeWord().flatMap(word -> pythonEdition.answer(mistake.command(), word));
        console.err().println("error: " + Printable.of(answer.orElseGet(mistake::message)));
        mistake.hint().ifPresent(hint -> console.err().println(hint));
        console.err().println("try: " + console.commandName(mistake.command().qualifiedName()) + " --help");
        return Failures.USAGE;
    }

    private int execute(CommandLine commandLine, ParseResult parsed) {
        console.restrain(isGiven(parsed, "-q"), isGiven(parsed, "--no-color"), isGiven(parsed, "--no-pager"));
        commandLine.setColorScheme(colours());
        pythonEdition.check(parsed).forEach(note -> console.err().println("note: " + note));
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The greatest that fits. */
    private int helpWidth() {
        return HELP_WIDTHS.stream().filter(width -> width <= console.columns()).reduce(HELP_WIDTHS.get(0), Math::max);
    }

    private Help.ColorScheme colours() {
        return Help.defaultColorScheme(console.isOutColoured() ? Ansi.ON : Ansi.OFF);
    }

    /** An option of all verbs counts wherever it was written: before the verb or after it. */
    private static boolean isGiven(ParseResult parsed, String option) {
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            if (level.hasMatchedOption(option)) {
                return true;
            }
        }
        return false;
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
