package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParseResult;

/**
 * Makes what the platform advises a command that can be typed here: it says {@code cloudtik start <cluster.yaml>}, and the user
 * called {@code ./cloudtik} and named a file.
 */
final class Remedies {

    private static final String FILE = "FILE";
    private static final String WORKSPACE = "workspace";
    private static final Pattern COMMAND = Pattern.compile("\\bcloudtik (?=[a-z])");

    private final Console console;

    Remedies(Console console) {
        this.console = console;
    }

    String typed(String remedy, ParseResult parsed) {
        String text = COMMAND.matcher(remedy).replaceAll(Matcher.quoteReplacement(console.typed("")));
        String placeholder = isAboutWorkspace(parsed) ? "<workspace.yaml>" : "<cluster.yaml>";
        return file(parsed).map(file -> text.replace(placeholder, file)).orElse(text);
    }

    private static boolean isAboutWorkspace(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            if (level.commandSpec().name().equals(WORKSPACE)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> file(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            Optional<String> found = level.matchedPositionals().stream()
                    .filter(argument -> argument.paramLabel().equals(FILE))
                    .map(ArgSpec::<Object>getValue)
                    .filter(Path.class::isInstance)
                    .map(value -> Console.quoted((Path) value))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
