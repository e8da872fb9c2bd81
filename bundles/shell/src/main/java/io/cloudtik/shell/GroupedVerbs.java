package io.cloudtik.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of verbs in the root's help: by group, in the order in which a person comes to need them. */
final class GroupedVerbs implements IHelpSectionRenderer {

    private static final List<String> ORDER = List.of("Start here", "Workspaces", "Clusters", "Work", "Tools");
    private static final String LAST = "Tools";
    private static final int NAME_WIDTH = 20;

    /** The group of each verb that says one. */
    private final Map<String, String> groups;

    GroupedVerbs(Map<String, String> groups) {
        this.groups = Map.copyOf(groups);
    }

    @Override
    public String render(Help help) {
        Map<String, List<CommandLine>> verbs = new LinkedHashMap<>();
        ORDER.forEach(group -> verbs.put(group, new ArrayList<>()));
        for (CommandLine verb : new LinkedHashMap<>(help.commandSpec().subcommands()).values()) {
            List<CommandLine> group = verbs.computeIfAbsent(
                    groups.getOrDefault(verb.getCommandName(), LAST), name -> new ArrayList<>());
            if (!group.contains(verb)) {
                group.add(verb);
            }
        }
        StringBuilder text = new StringBuilder();
        verbs.forEach((group, members) -> append(text, help, group, members));
        return text.toString();
    }

    private static void append(StringBuilder text, Help help, String group, List<CommandLine> members) {
        if (members.isEmpty()) {
            return;
        }
        text.append(help.createHeading("%n%s:%n", group));
        Help.TextTable table = Help.TextTable.forColumns(
                help.colorScheme(),
                new Help.Column(NAME_WIDTH, 2, Help.Column.Overflow.SPAN),
                new Help.Column(help.commandSpec().usageMessage().width() - NAME_WIDTH, 0, Help.Column.Overflow.WRAP));
        for (CommandLine member : members) {
            table.addRowValues(names(member), summary(member.getCommandSpec().usageMessage()));
        }
        text.append(table);
    }

    private static String summary(UsageMessageSpec usage) {
        return String.join(" ", usage.header().length > 0 ? usage.header() : usage.description());
    }

    private static String names(CommandLine verb) {
        List<String> names = new ArrayList<>(List.of(verb.getCommandName()));
        names.addAll(new TreeSet<>(List.of(verb.getCommandSpec().aliases())));
        return "@|bold " + String.join(", ", names) + "|@";
    }
}
