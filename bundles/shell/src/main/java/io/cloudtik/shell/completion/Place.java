package io.cloudtik.shell.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What may come next behind certain words.
 *
 * @param path the verbs that were typed: empty, {@code start}, {@code workspace create}
 * @param verbs those that may follow, with their descriptions
 * @param argument the first one that is no option
 */
record Place(String path, Map<String, String> verbs, List<Option> options, Value argument) {

    /** One option. */
    record Option(List<String> names, String description, Value value) {}

    /** What may be typed as a value. */
    record Value(Sort sort, List<String> choices) {

        enum Sort {
            NONE,
            ANY,
            FILE,
            YAML,
            /** The id of a node of the cluster whose file was typed before. */
            NODE,
            CHOICE
        }

        private static final Value NOTHING = new Value(Sort.NONE, List.of());

        private static Value of(ArgSpec argument) {
            List<String> choices = new ArrayList<>();
            if (argument.completionCandidates() != null) {
                argument.completionCandidates().forEach(choices::add);
            }
            if (!choices.isEmpty()) {
                return new Value(Sort.CHOICE, choices);
            }
            if (argument instanceof OptionSpec option && option.longestName().equals("--node")) {
                return new Value(Sort.NODE, List.of());
            }
            if (!argument.type().equals(Path.class) && !argument.auxiliaryTypes()[0].equals(Path.class)) {
                return new Value(Sort.ANY, List.of());
            }
            return new Value(argument.paramLabel().equals("FILE") ? Sort.YAML : Sort.FILE, List.of());
        }
    }

    /** All places of a command line, the one behind the bare command first. */
    static List<Place> of(CommandLine root) {
        List<Place> places = new ArrayList<>();
        collect(root, "", places);
        return places;
    }

    private static void collect(CommandLine command, String path, List<Place> places) {
        CommandSpec spec = command.getCommandSpec();
        Map<String, String> verbs = new LinkedHashMap<>();
        command.getSubcommands().forEach((name, verb) -> verbs.put(name, description(verb.getCommandSpec())));
        Value argument = spec.positionalParameters().stream()
                .filter(positional -> !positional.hidden())
                .findFirst()
                .map((PositionalParamSpec positional) -> Value.of(positional))
                .orElse(Value.NOTHING);
        places.add(new Place(
                path, verbs, spec.options().stream().filter(option -> !option.hidden()).map(Place::option).toList(), argument));
        command.getSubcommands().forEach((name, verb) -> collect(verb, (path + " " + name).strip(), places));
    }

    private static Option option(OptionSpec option) {
        return new Option(
                List.of(option.names()),
                firstSentence(option.description()),
                option.arity().max() == 0 ? Value.NOTHING : Value.of(option));
    }

    private static String description(CommandSpec spec) {
        return firstSentence(spec.usageMessage().description());
    }

    private static String firstSentence(String[] lines) {
        String text = String.join(" ", lines).replaceAll("\\$\\{[^}]*}", "").replace("%n", " ");
        return text.replaceFirst("[.:;] .*", "").replaceFirst("\\.$", "").strip();
    }

    /** The words that may follow: verbs, else options. */
    List<String> optionNames() {
        return options.stream().flatMap(option -> option.names().stream()).toList();
    }
}
