package io.cloudtik.shell.view;

import io.cloudtik.api.control.Orphan;
import io.cloudtik.api.control.OrphanOperations.Outcome;
import io.cloudtik.api.control.OrphanOperations.Report;
import io.cloudtik.shell.terminal.Console;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Machines and whose they are, as tables. */
public final class OrphanTables {

    private final Tables tables;

    public OrphanTables(Console console) {
        this.tables = new Tables(console);
    }

    /** @param report of which the machines are a part */
    public String machines(List<Orphan> machines, Report report) {
        if (machines.isEmpty()) {
            return "no orphans: somebody looks after each of the " + report.machines().size() + " machines\n";
        }
        Table table = new Table("MACHINE", "WORKSPACE", "CLUSTER", "NODE", "STATE", "AGE", "COSTS", "IS");
        machines.forEach(machine -> table.row(
                List.of(
                        machine.machine(), machine.workspace(), or(machine.cluster()), or(machine.node()), machine.state(),
                        age(machine.launchedAt(), report.at()), machine.bearsCost() ? "yes" : "no", machine.verdict().name()),
                notes(machine)));
        return tables.render(table);
    }

    private static List<String> notes(Orphan machine) {
        List<String> notes = new ArrayList<>();
        notes.add("why: " + machine.reason());
        if (!machine.remedy().isEmpty()) {
            notes.add("try: " + machine.remedy());
        }
        return notes;
    }

    public String outcomes(List<Outcome> outcomes) {
        Table table = new Table("MACHINE", "WHAT CAME OF IT");
        outcomes.forEach(outcome -> table.row(outcome.machine(), outcome.ended() ? "its end was asked for" : outcome.text()));
        return tables.render(table);
    }

    private static String age(Instant from, Instant to) {
        Duration age = Duration.between(from, to);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }

    private static String or(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
