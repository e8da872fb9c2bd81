package io.cloudtik.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The reference of all commands, in Markdown, from what they say of themselves. */
final class CommandReference {

    private static final String BEGIN = """
            # Commands

            All verbs, as `cloudtik help VERB` shows them. This page is written by a test, `CommandReferenceTest`.

            Exit codes: 0 success; 1 it failed; 2 the command line or a file is wrong; 130 interrupted by Ctrl-C; 141 nobody
            reads the output any longer. `exec`, `attach`, `submit` and `run` end with the code of what they ran.

            Results are on stdout, progress and messages on stderr.

            """;
    private static final int WIDTH = 100;

    private final CommandLine root;

    CommandReference(CommandLine root) {
        this.root = root;
    }

    String page() {
        StringBuilder page = new StringBuilder(BEGIN);
        page.append("| verb | what it does |\n|---|---|\n");
        List<CommandLine> verbs = unique(root);
        for (CommandLine verb : verbs) {
            page.append("| [`").append(verb.getCommandName()).append("`](#").append(anchor(verb)).append(") | ")
                    .append(cell(description(verb.getCommandSpec()))).append(" |\n");
        }
        verbs.forEach(verb -> append(page, verb, "##"));
        return page.toString();
    }

    private static List<CommandLine> unique(CommandLine command) {
        return new ArrayList<>(new LinkedHashSet<>(command.getSubcommands().values())).stream()
                .filter(verb -> !verb.getCommandSpec().usageMessage().hidden())
                .sorted(Comparator.comparing(CommandLine::getCommandName))
                .toList();
    }

    private static String anchor(CommandLine verb) {
        return verb.getCommandSpec().qualifiedName().replace(' ', '-');
    }

    private static void append(StringBuilder page, CommandLine command, String heading) {
        CommandSpec spec = command.getCommandSpec();
        page.append("\n").append(heading).append(' ').append(spec.qualifiedName()).append("\n\n");
        page.append(escaped(description(spec))).append("\n");
        if (spec.aliases().length > 0) {
            page.append("\nAlso `").append(String.join("`, `", new TreeSet<>(List.of(spec.aliases())))).append("`.\n");
        }
        Help help = new Help(spec, Help.defaultColorScheme(Ansi.OFF));
        spec.usageMessage().width(WIDTH);
        page.append("\n```\n").append(help.synopsis(0).strip()).append("\n```\n");
        arguments(page, spec);
        examples(page, spec.usageMessage());
        unique(command).forEach(sub -> append(page, sub, heading + "#"));
    }

    private static void arguments(StringBuilder page, CommandSpec spec) {
        List<String> rows = new ArrayList<>();
        spec.positionalParameters().stream().filter(argument -> !argument.hidden()).forEach(argument ->
                rows.add("| `" + argument.paramLabel() + "` | " + cell(text(argument)) + " |"));
        spec.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(option -> rows.add("| `" + String.join("`, `", option.names()) + "`"
                        + (option.arity().max() == 0 ? "" : " `" + option.paramLabel() + "`") + " | " + cell(text(option)) + " |"));
        if (!rows.isEmpty()) {
            page.append("\n| argument | meaning |\n|---|---|\n").append(String.join("\n", rows)).append("\n");
        }
    }

    private static void examples(StringBuilder page, UsageMessageSpec usage) {
        if (usage.footer().length > 0) {
            page.append("\n```\n");
            for (String line : usage.footer()) {
                page.append(line.strip().replace("$${", "${")).append("\n");
            }
            page.append("```\n");
        }
    }

    private static String description(CommandSpec spec) {
        return String.join(" ", spec.usageMessage().description()).replace("%n", " ").replace("$${", "${");
    }

    private static String text(ArgSpec argument) {
        String candidates = argument.completionCandidates() == null ? "" : String.join(", ", argument.completionCandidates());
        return String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
                .replace("${COMPLETION-CANDIDATES}", candidates)
                .replace("$${", "${")
                .replace("%n", " ");
    }

    private static String cell(String text) {
        return escaped(text).replace("|", "\\|");
    }

    private static String escaped(String text) {
        return text.replace("<", "&lt;").replace("*", "\\*");
    }
}
