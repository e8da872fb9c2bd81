package io.cloudtik.shell.view;

import io.cloudtik.api.problem.Finding;
import io.cloudtik.shell.terminal.Console;
import java.util.List;
import java.util.Locale;

/** Findings, one a line, and below one that is not good what to do about it. */
public final class FindingLines {

    private static final int GRADE_WIDTH = 4;
    private static final String INDENT = " ".repeat(GRADE_WIDTH + 1);

    private final Console console;

    public FindingLines(Console console) {
        this.console = console;
    }

    public String text(List<Finding> findings) {
        int width = findings.stream().mapToInt(finding -> finding.subject().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(grade(finding.grade())).append(' ').append(padded(finding.subject(), width)).append("  ")
                    .append(finding.message()).append('\n');
            if (!finding.remedy().isEmpty()) {
                text.append(INDENT).append(padded("", width)).append("  try: ").append(finding.remedy()).append('\n');
            }
        }
        return text.toString();
    }

    private String grade(Finding.Grade grade) {
        String word = padded(grade.name().toLowerCase(Locale.ROOT), GRADE_WIDTH);
        if (!console.isOutColoured()) {
            return word;
        }
        int colour = switch (grade) {
            case OK -> 32;
            case WARN -> 33;
            case FAIL -> 31;
        };
        return "\u001b[" + colour + "m" + word + "\u001b[0m";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
