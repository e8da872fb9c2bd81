package io.cloudtik.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures with the circumstances under which they were taken. */
public record Report(Circumstances circumstances, List<Figure> figures) {

    private static final JsonMapper JSON = new JsonMapper();

    public Report {
        figures = List.copyOf(figures);
    }

    /** The table, an empty line, then one line of JSON for each figure. */
    public void print(PrintStream out) {
        out.print(table());
        out.println();
        jsonLines().forEach(out::println);
    }

    /** In Markdown, below a line that says where and when. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "%s, %s, %d cpus, load %.1f, Java %s, commit %s%n%n",
                circumstances.at(), circumstances.processor(), circumstances.cpus(), circumstances.load(),
                circumstances.java(), circumstances.commit()));
        table.append(String.format("| | median | smallest - largest | times |%n|---|---|---|---|%n"));
        for (Figure figure : figures) {
            Series series = figure.series();
            table.append(String.format(
                    Locale.ROOT, "| %s, %s | %s %s | %s - %s | %d |%n",
                    figure.what(), figure.measure(), number(series.median()), figure.unit(), number(series.min()),
                    number(series.max()), series.values().size()));
        }
        return table.toString();
    }

    List<String> jsonLines() {
        return figures.stream().map(this::json).toList();
    }

    private String json(Figure figure) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("what", figure.what());
        line.put("measure", figure.measure());
        line.put("unit", figure.unit());
        line.put("median", figure.series().median());
        line.put("values", figure.series().values());
        line.putAll(circumstances.tree());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and texts are JSON", e);
        }
    }

    /** Three digits that count, also of what is small. */
    private static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
