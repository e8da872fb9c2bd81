package io.cloudtik.shell;

import io.cloudtik.shell.terminal.Console;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** One command line, read and run with the verbs there are. */
final class CommandLineRun {

    private static final String HELP = "help";

    private final Console console;
    private final CommandProcessor processor;
    private final KnownVerbs verbs;

    CommandLineRun(Console console, CommandProcessor processor, KnownVerbs verbs) {
        this.console = console;
        this.processor = processor;
        this.verbs = verbs;
    }

    int run(String... words) {
        Optional<String> trouble = firstWord(words).flatMap(verbs::whyMissing);
        if (trouble.isPresent()) {
            console.err().println("error: " + trouble.get());
            console.err().println("try: the log, " + "logs/cloudtik.log in CLOUDTIK_HOME, says what failed to start");
            return Failures.FAILURE;
        }
        CommandLine root = root(words);
        return words.length == 0 ? new VerbRun(console).run(root, "--help") : new VerbRun(console).run(root, words);
    }

    /** The command line as these words need it; for {@code completion} with all that every verb takes. */
    CommandLine root(String... words) {
        CommandLine root = new CommandLine(new Root());
        Predicate<KnownVerb> needed = needed(root.getSubcommands().keySet(), words);
        Map<String, String> groups = new HashMap<>();
        for (KnownVerb verb : verbs.all()) {
            CommandLine subcommand = verb.function().isPresent() && needed.test(verb) ? command(verb) : summary(verb);
            root.addSubcommand(verb.name(), subcommand, verb.names().stream().skip(1).toArray(String[]::new));
            verb.group().ifPresent(group -> groups.put(verb.name(), group));
        }
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedVerbs(groups));
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        return root;
    }

    /** Of which verbs these words need more than name and summary: of the one they name, or of all, for a completion script. */
    private static Predicate<KnownVerb> needed(Set<String> ownCommands, String... words) {
        List<String> plain = Stream.of(words).filter(word -> !word.startsWith("-")).toList();
        int subject = plain.isEmpty() || !plain.get(0).equals(HELP) ? 0 : 1;
        if (plain.size() <= subject) {
            return verb -> verb.summary().isEmpty();
        }
        String name = plain.get(subject);
        return verb -> verb.isCalled(name) || ownCommands.contains(name);
    }

    private CommandLine command(KnownVerb verb) {
        Function function = verb.function().orElseThrow().get();
        if (function instanceof Verb ours) {
            return new CommandLine(ours.command(console));
        }
        return new CommandLine(new ForeignVerb(function, processor, console)).setUnmatchedOptionsArePositionalParams(true);
    }

    /** What the list of verbs, a suggestion and the help show of a verb that these words do not ask for. */
    private static CommandLine summary(KnownVerb verb) {
        CommandSpec summary = CommandSpec.create();
        summary.usageMessage().description(verb.summary());
        return new CommandLine(summary);
    }

    private static Optional<String> firstWord(String[] words) {
        return Stream.of(words).filter(word -> !word.startsWith("-")).findFirst();
    }
}
