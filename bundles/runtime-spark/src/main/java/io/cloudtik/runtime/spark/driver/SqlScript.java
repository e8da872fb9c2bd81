package io.cloudtik.runtime.spark.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits an SQL file into its statements, at each semicolon that stands outside of quotes and comments. Spark has its own
 * splitter in its thrift server only, which is not on Maven Central. Compound statements ({@code BEGIN ... END}) are not
 * known here.
 */
final class SqlScript {

    private final String text;
    private final List<SqlStatement> statements = new ArrayList<>();
    /** Of the statement being read. */
    private final List<SqlVariable> variables = new ArrayList<>();
    private int position;
    private int line = 1;
    /** Where the statement being read begins; -1 while only blanks and comments were seen. */
    private int begin = -1;
    private int beginLine;

    private SqlScript(String text) {
        this.text = text;
    }

    /** @throws SqlFileException if a quote or comment is not closed */
    static List<SqlStatement> split(String text) {
        return new SqlScript(text).split();
    }

    private List<SqlStatement> split() {
        while (position < text.length()) {
            char character = text.charAt(position);
            if (text.startsWith("--", position)) {
                skipToEndOfLine();
            } else if (text.startsWith("/*", position)) {
                skipComment();
            } else if (character == ';') {
                finish();
                position++;
            } else if (character == '\'' || character == '"' || character == '`') {
                start();
                skipQuoted(character);
            } else {
                if (!Character.isWhitespace(character)) {
                    start();
                }
                noteVariable();
                advance();
            }
        }
        finish();
        return List.copyOf(statements);
    }

    private void start() {
        if (begin < 0) {
            begin = position;
            beginLine = line;
        }
    }

    private void finish() {
        if (begin >= 0) {
            statements.add(new SqlStatement(beginLine, text.substring(begin, position).stripTrailing(), variables));
            variables.clear();
            begin = -1;
        }
    }

    private void skipToEndOfLine() {
        while (position < text.length() && text.charAt(position) != '\n') {
            position++;
        }
    }

    /** Comments in brackets nest, as they do for Spark. */
    private void skipComment() {
        int opened = line;
        int depth = 0;
        do {
            if (text.startsWith("/*", position)) {
                depth++;
                position += 2;
            } else if (text.startsWith("*/", position)) {
                depth--;
                position += 2;
            } else if (position < text.length()) {
                advance();
            } else {
                throw new SqlFileException(opened, "the comment that begins here is not closed");
            }
        } while (depth > 0);
    }

    /** A quote inside is doubled, which reads as two quoted texts side by side, or follows a backslash. */
    private void skipQuoted(char quote) {
        int opened = line;
        boolean escapes = quote != '`' && !isRaw();
        position++;
        while (position < text.length() && text.charAt(position) != quote) {
            if (escapes && text.charAt(position) == '\\' && position + 1 < text.length()) {
                advance();
            }
            noteVariable();
            advance();
        }
        if (position == text.length()) {
            throw new SqlFileException(opened, "the quote " + quote + " that begins here is not closed");
        }
        position++;
    }

    /** Spark fills them in quotes too. */
    private void noteVariable() {
        int end = text.startsWith("${", position) ? text.indexOf('}', position) : -1;
        if (end > 0) {
            variables.add(new SqlVariable(text.substring(position + 2, end), line));
        }
    }

    /** {@code r'...'}: a backslash in it is a backslash. */
    private boolean isRaw() {
        boolean afterR = position > 0 && "rR".indexOf(text.charAt(position - 1)) >= 0;
        return afterR && (position == 1 || !Character.isJavaIdentifierPart(text.charAt(position - 2)));
    }

    private void advance() {
        if (text.charAt(position) == '\n') {
            line++;
        }
        position++;
    }
}
