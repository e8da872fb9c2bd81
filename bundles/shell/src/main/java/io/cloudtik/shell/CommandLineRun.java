package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** One command line, read and run with the verbs there are. */
final class CommandLineRun {

    private final Console console;
    private final CommandProcessor processor;
    private final MissingVerbs missing;
    private final List<Map.Entry<Map<String, Object>, Function>> verbs;

    CommandLineRun(
            Console console,
            CommandProcessor processor,
            MissingVerbs missing,
            List<Map.Entry<Map<String, Object>, Function>> verbs) {
        this.console = console;
        this.processor = processor;
        this.missing = missing;
        this.verbs = verbs.stream().sorted(Comparator.comparing(verb -> names(verb.getKey()).get(0))).toList();
    }

    int run(String... words) {
        CommandLine root = new CommandLine(new Root());
        Map<String, String> groups = new HashMap<>();
        for (Map.Entry<Map<String, Object>, Function> verb : verbs) {
            List<String> names = names(verb.getKey());
            add(root, names, verb.getValue());
            if (verb.getKey().get("osgi.command.group") instanceof String group) {
                groups.put(names.get(0), group);
            }
        }
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedVerbs(groups));
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        if (words.length == 0) {
            return new VerbRun(console).run(root, "--help");
        }
        Optional<String> trouble = firstWord(words)
                .filter(word -> !root.getSubcommands().containsKey(word))
                .flatMap(missing::explain);
        if (trouble.isPresent()) {
            console.err().println("error: " + trouble.get());
            console.err().println("try: the log, " + "logs/cloudtik.log in CLOUDTIK_HOME, says what failed to start");
            return Failures.FAILURE;
        }
        return new VerbRun(console).run(root, words);
    }

    private void add(CommandLine root, List<String> names, Function function) {
        Object command = function instanceof Verb verb
                ? verb.command(console)
                : new ForeignVerb(function, processor, console);
        String[] aliases = names.subList(1, names.size()).toArray(String[]::new);
        CommandLine subcommand = new CommandLine(command);
        if (!(function instanceof Verb)) {
            subcommand.setUnmatchedOptionsArePositionalParams(true);
        }
        root.addSubcommand(names.get(0), subcommand, aliases);
    }

    private static List<String> names(Map<String, Object> properties) {
        Object names = properties.get("osgi.command.function");
        return names instanceof String[] several ? List.of(several) : List.of(String.valueOf(names));
    }

    private static Optional<String> firstWord(String[] words) {
        return Stream.of(words).filter(word -> !word.startsWith("-")).findFirst();
    }
}
