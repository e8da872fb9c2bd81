package io.cloudtik.shell.view;

import io.cloudtik.api.control.Decision;
import io.cloudtik.api.control.DecisionReport;
import io.cloudtik.api.control.Explanation;
import io.cloudtik.api.control.NodeStory;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Replay;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.shell.terminal.Console;
import io.cloudtik.shell.terminal.Printable;
import java.util.List;

/** Why things are as they are, as tables. */
public final class ExplainTables {

    private final Tables tables;

    public ExplainTables(Console console) {
        this(new Tables(console));
    }

    ExplainTables(Tables tables) {
        this.tables = tables;
    }

    public String explanation(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        if (explanation.decisions().isEmpty()) {
            text.append("nothing was decided yet\n");
        } else {
            Table table = new Table("DECISION", "TIME", "ACTION", "NODE", "WHY");
            explanation.decisions().forEach(decision -> rows(table, decision));
            text.append(tables.render(table));
        }
        tables.waiting(text, "waiting for", explanation.waiting(), explanation.at());
        return text.toString();
    }

    /** A row for each action, the decision named in the first. */
    private void rows(Table table, Decision decision) {
        String id = decision.id();
        String time = tables.time(decision.at());
        for (PlannedAction action : decision.actions()) {
            table.row(id, time, action.verb(), action.subject(), action.reason());
            id = "";
            time = "";
        }
    }

    public String node(NodeStory story) {
        StringBuilder text = new StringBuilder();
        text.append(tables.heading(story.node())).append(story.now()
                        .map(node -> ": " + node.id() + " is " + tables.state(node.state().name())
                                + (node.reason().isEmpty() ? "" : ", " + Printable.of(node.reason()))
                                + (node.activity().isEmpty() ? "" : "; now: " + Printable.of(node.activity())))
                        .orElse(": there is no such node now"))
                .append('\n');
        tables.waiting(text, "waiting for", story.waiting(), story.at());
        if (!story.story().isEmpty()) {
            text.append('\n').append(events(story.story()));
        }
        return text.toString();
    }

    private String events(List<ClusterEvent> events) {
        Table table = new Table("TIME", "EVENT", "SUBJECT", "DECISION", "WHAT");
        events.forEach(event -> table.row(
                tables.time(event.at()), event.type(), event.subject(),
                event.decision().isEmpty() ? "-" : event.decision(), event.message()));
        return tables.render(table);
    }

    public String decision(DecisionReport report) {
        Decision decision = report.decision();
        StringBuilder text = new StringBuilder();
        text.append(tables.heading("decision " + decision.id())).append(" at ").append(tables.time(decision.at()))
                .append(", by CloudTik ").append(decision.version()).append("\n\n");
        if (report.inputs().isEmpty()) {
            text.append("what it was made from is no longer kept\n");
        } else {
            Table inputs = new Table("OF", "IT WAS KNOWN");
            report.inputs().forEach(fact -> inputs.row(fact.subject(), fact.text()));
            text.append(tables.render(inputs));
        }
        Table choice = new Table("DECIDED TO", "NODE", "WHY");
        decision.actions().forEach(action -> choice.row(action.verb(), action.subject(), action.reason()));
        text.append('\n').append(tables.render(choice));
        tables.waiting(text, "and to wait for", report.waiting(), decision.at());
        if (!report.outcome().isEmpty()) {
            Table outcome = new Table("TIME", "WHAT CAME OF IT", "SUBJECT", "WHAT");
            report.outcome().forEach(event -> outcome.row(
                    tables.time(event.at()), event.type(), event.subject(), event.message()));
            text.append('\n').append(tables.render(outcome));
        }
        return text.toString();
    }

    public String replay(Replay replay) {
        String who = "CloudTik " + replay.version();
        if (replay.isSame()) {
            return who + " decides the same as " + replay.decision().version() + " did in " + replay.decision().id() + "\n";
        }
        StringBuilder text = new StringBuilder();
        tables.section(text, who + " decides otherwise than " + replay.decision().version() + " did in "
                + replay.decision().id(), replay.differences());
        return text.toString().stripLeading();
    }
}
