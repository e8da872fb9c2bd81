package io.cloudtik.shell.view;

import io.cloudtik.shell.terminal.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns with a heading and no box. Columns are as wide as their widest cell; the last one is wrapped to the width that
 * is left. A row may have notes below it, indented.
 */
final class Table {

    private static final String GAP = "  ";
    private static final String BELOW = "    ";
    private static final int LEAST_LAST_COLUMN = 24;

    private record Row(List<String> cells, List<String> notes) {}

    private final List<String> headings;
    private final List<Row> rows = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    Table row(List<String> cells, List<String> notes) {
        rows.add(new Row(
                cells.stream().map(Printable::of).toList(), notes.stream().map(Printable::of).toList()));
        return this;
    }

    Table row(String... cells) {
        return row(List.of(cells), List.of());
    }

    /** @param look applied to each cell after it was measured */
    String render(int columns, UnaryOperator<String> look, UnaryOperator<String> headingLook) {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        append(text, headings, widths, columns, headingLook);
        for (Row row : rows) {
            append(text, row.cells(), widths, columns, look);
            for (String note : row.notes()) {
                text.append("    ").append(note).append('\n');
            }
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    headings.get(i).length(),
                    rows.stream().mapToInt(row -> row.cells().get(column).length()).max().orElse(0));
        }
        return widths;
    }

    private static void append(
            StringBuilder text, List<String> cells, int[] widths, int columns, UnaryOperator<String> look) {
        int last = cells.size() - 1;
        int used = 0;
        for (int i = 0; i < last; i++) {
            text.append(look.apply(cells.get(i))).append(" ".repeat(widths[i] - cells.get(i).length())).append(GAP);
            used += widths[i] + GAP.length();
        }
        boolean fits = columns - used >= Math.min(LEAST_LAST_COLUMN, widths[last]);
        String indent = fits ? " ".repeat(used) : BELOW;
        List<String> lines = wrapped(cells.get(last), Math.max(LEAST_LAST_COLUMN, columns - indent.length()));
        // On a narrow terminal the last column stands below the others.
        text.append(fits ? "" : "\n");
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 && fits ? "" : indent).append(words(lines.get(i), look)).append('\n');
        }
    }

    private static List<String> wrapped(String cell, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : cell.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** The last column holds words such as {@code redis:HEALTHY}; each half is looked at by itself. */
    private static String words(String line, UnaryOperator<String> look) {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ")) {
            int colon = word.indexOf(':');
            words.add(colon < 0 ? look.apply(word) : word.substring(0, colon + 1) + look.apply(word.substring(colon + 1)));
        }
        return String.join(" ", words);
    }
}
