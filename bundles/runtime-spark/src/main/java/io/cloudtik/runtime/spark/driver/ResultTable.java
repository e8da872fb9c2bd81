package io.cloudtik.runtime.spark.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of text as a table for people.
 *
 * @param numeric by column: whether it holds numbers, which stand on the right
 */
record ResultTable(List<String> header, List<Boolean> numeric, List<List<String>> rows) {

    private static final String GAP = "  ";

    ResultTable {
        header = List.copyOf(header);
        numeric = List.copyOf(numeric);
        rows = List.copyOf(rows);
    }

    String render() {
        int[] widths = IntStream.range(0, header.size()).map(this::width).toArray();
        List<String> lines = new ArrayList<>();
        lines.add(line(header, widths));
        lines.add(line(IntStream.of(widths).mapToObj("-"::repeat).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return String.join("\n", lines) + "\n";
    }

    private int width(int column) {
        int widestCell = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
        return Math.max(length(header.get(column)), widestCell);
    }

    private String line(List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column).replace("\n", "\\n");
            String blanks = " ".repeat(widths[column] - length(cells.get(column)));
            padded.add(numeric.get(column) ? blanks + cell : cell + blanks);
        }
        return String.join(GAP, padded).stripTrailing();
    }

    /** As shown: a line break inside a cell takes two characters. */
    private static int length(String cell) {
        String shown = cell.replace("\n", "\\n");
        return shown.codePointCount(0, shown.length());
    }
}
