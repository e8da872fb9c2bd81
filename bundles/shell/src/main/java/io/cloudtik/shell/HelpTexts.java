package io.cloudtik.shell;

import io.cloudtik.shell.completion.Interpreter;
import io.cloudtik.shell.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * Writes what the command line says of itself into files, when the distribution is built: the start script prints them
 * without starting a Java. {@code WIDTH/VERB.SUBVERB} is a help as a terminal shows it, with its colours, {@code WIDTH/VERBS}
 * that of no verb, and {@code WIDTH/completion_SHELL} a completion script.
 */
public final class HelpTexts {

    /** A label that is wrapped leaves them before the codes that end its colour; without colours there are none. */
    private static final Pattern SPACES_AT_AN_END = Pattern.compile(" +((?:\u001b\\[[0-9;]*m)*)$", Pattern.MULTILINE);

    private final Path folder;

    private HelpTexts(Path folder) {
        this.folder = folder;
    }

    /** @param words the folder to write to */
    public static void main(String[] words) throws IOException {
        HelpTexts texts = new HelpTexts(Path.of(words[0]));
        CommandLine root = AllVerbs.commandLine();
        for (int width : VerbRun.HELP_WIDTHS) {
            texts.write(width, root, "VERBS", List.of());
            for (Interpreter shell : Interpreter.values()) {
                String name = shell.name().toLowerCase(Locale.ROOT);
                texts.write(width, "completion_" + name, List.of("completion", name));
            }
        }
    }

    /** The help of a command and of those below it, under each of their names. */
    private void write(int width, CommandLine command, String file, List<String> names) throws IOException {
        write(width, file, with(names, "--help"));
        for (var below : command.getSubcommands().entrySet()) {
            List<String> name = with(names, below.getKey());
            write(width, below.getValue(), String.join(".", name), name);
        }
    }

    private void write(int width, String file, List<String> words) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = AllVerbs.run(Console.coloured(out, width)).run(words.toArray(String[]::new));
        if (code != 0) {
            throw new IllegalStateException(words + " ended with " + code + ": " + bytes.toString(StandardCharsets.UTF_8));
        }
        Path target = folder.resolve(Integer.toString(width)).resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, SPACES_AT_AN_END.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll("$1"));
    }

    private static List<String> with(List<String> words, String last) {
        return Stream.concat(words.stream(), Stream.of(last)).toList();
    }
}
