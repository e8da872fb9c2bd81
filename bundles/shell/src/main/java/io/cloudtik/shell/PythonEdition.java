package io.cloudtik.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What users of the Python edition type that has another way here, or none. Its options are read, so that an answer can be
 * given that helps; what changes nothing is passed over with a note.
 */
final class PythonEdition {

    private static final String RESOURCE = "python-edition.txt";
    private static final String EVERY_VERB = "*";
    private static final String VERB_ITSELF = "-";

    /**
     * One line of the list.
     *
     * @param verb where it stands; {@code *} for every verb
     * @param names of the option; none if it is the verb itself
     * @param isIgnored whether the command goes on without it
     * @param answer what to do instead, or why nothing is to be done
     */
    record Word(String verb, List<String> names, boolean takesValue, boolean isIgnored, String answer) {

        private static Word parse(String line) {
            String[] parts = line.split(" \\| ", 5);
            return new Word(
                    parts[0],
                    parts[1].equals(VERB_ITSELF) ? List.of() : List.of(parts[1].split(",")),
                    parts[2].equals("value"),
                    parts[3].equals("ignored"),
                    parts[4]);
        }

        private boolean isOptionOf(String path) {
            return !names.isEmpty() && (verb.equals(EVERY_VERB) || verb.equals(path));
        }
    }

    private final List<Word> words;
    private final Map<OptionSpec, Word> added = new HashMap<>();

    private PythonEdition(List<Word> words) {
        this.words = words;
    }

    static PythonEdition read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                PythonEdition.class.getResourceAsStream(RESOURCE), StandardCharsets.UTF_8))) {
            return new PythonEdition(lines.lines().filter(line -> !line.startsWith("#")).map(Word::parse).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Word> words() {
        return words;
    }

    /** Has the command, and those below it, understand the Python edition's options without showing them. */
    void addTo(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        boolean readsItsOptionsItself = command.isUnmatchedOptionsArePositionalParams();
        if (command.getSubcommands().isEmpty() && !readsItsOptionsItself) {
            String path = path(spec);
            words.stream().filter(word -> word.isOptionOf(path)).forEach(word -> add(word, spec));
        }
        command.getSubcommands().values().forEach(this::addTo);
    }

    private void add(Word word, CommandSpec spec) {
        List<String> free = word.names().stream()
                .filter(Predicate.not(spec.optionsMap()::containsKey))
                .toList();
        if (free.isEmpty()) {
            return;
        }
        OptionSpec option = OptionSpec.builder(free.get(0), free.stream().skip(1).toArray(String[]::new))
                .hidden(true)
                .arity(word.takesValue() ? "1" : "0")
                .type(word.takesValue() ? String.class : boolean.class)
                .build();
        spec.addOption(option);
        added.put(option, word);
    }

    /**
     * Answers notes on what was typed and changes nothing.
     *
     * @throws ParameterException if something was typed that cannot be had
     */
    List<String> check(ParseResult parsed) {
        List<String> notes = new ArrayList<>();
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            for (OptionSpec option : level.matchedOptions()) {
                Optional<Word> word = Optional.ofNullable(added.get(option));
                String name = option.longestName();
                if (word.filter(found -> !found.isIgnored()).isPresent()) {
                    throw new ParameterException(level.commandSpec().commandLine(), level.commandSpec().qualifiedName()
                            + " has no option '" + name + "' as in the Python edition: " + word.get().answer());
                }
                word.ifPresent(found -> notes.add(name + " does nothing here: " + found.answer()));
            }
        }
        return notes;
    }

    /** What to say to who types a verb of the Python edition behind a command that has it not. */
    Optional<String> answer(CommandSpec command, String verb) {
        String path = (path(command) + " " + verb).strip();
        return words.stream()
                .filter(word -> word.names().isEmpty() && word.verb().equals(path))
                .map(word -> "'" + path + "' is a verb of the Python edition: " + word.answer())
                .findFirst();
    }

    private static String path(CommandSpec spec) {
        List<String> path = Stream.of(spec.qualifiedName(" ").split(" ")).toList();
        return String.join(" ", path.get(0).equals("cloudtik") ? path.subList(1, path.size()) : path);
    }
}
