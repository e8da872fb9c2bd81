package io.cloudtik.contracts.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table as it came out: Markdown to be shown, JSON to be read by programs. */
record FaultReport(String spi, String suite, List<Line> lines) {

    enum Result { PASSED, CANNOT_OCCUR, FAILED }

    /** @param text the kind the call answered with, why the fault cannot occur, or why the cell failed */
    record Line(String call, CallFault fault, Result result, String text) {}

    FaultReport {
        lines = List.copyOf(lines);
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(suite + ".md"), markdown());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve(suite + ".json").toFile(), json());
    }

    String markdown() {
        Map<String, Map<CallFault, Line>> table = new LinkedHashMap<>();
        lines.forEach(line -> table.computeIfAbsent(line.call(), call -> new LinkedHashMap<>()).put(line.fault(), line));
        List<String> notes = new ArrayList<>();
        StringBuilder text = new StringBuilder("# Faults of " + spi + ", as " + suite + " brings them about\n\n"
                + count(Result.PASSED) + " faults brought about and answered as they should be, " + count(Result.CANNOT_OCCUR)
                + " that cannot occur, " + count(Result.FAILED) + " failed.\n\n| fault |");
        table.keySet().forEach(call -> text.append(' ').append(call).append(" |"));
        text.append("\n|---|").append("---|".repeat(table.size())).append('\n');
        for (CallFault fault : CallFault.values()) {
            text.append("| ").append(fault.words()).append(" |");
            table.values().forEach(row -> text.append(' ').append(cell(row.get(fault), notes)).append(" |"));
            text.append('\n');
        }
        text.append('\n');
        for (int i = 0; i < notes.size(); i++) {
            text.append(i + 1).append(". ").append(notes.get(i)).append('\n');
        }
        return text.toString();
    }

    private long count(Result result) {
        return lines.stream().filter(line -> line.result() == result).count();
    }

    private static String cell(Line line, List<String> notes) {
        if (line == null) {
            return "not run";
        }
        if (line.result() == Result.PASSED) {
            return line.text();
        }
        String note = line.text().replace("|", "\\|").replace("\n", " ");
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return (line.result() == Result.FAILED ? "**FAILED** " : "– ") + "(" + (notes.indexOf(note) + 1) + ")";
    }

    private Map<String, Object> json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("spi", spi);
        all.put("suite", suite);
        all.put("cells", lines.stream().map(line -> {
            Map<String, String> cell = new LinkedHashMap<>();
            cell.put("call", line.call());
            cell.put("fault", line.fault().words());
            cell.put("result", line.result().name().toLowerCase(Locale.ROOT));
            cell.put("text", line.text());
            return cell;
        }).toList());
        return all;
    }
}
