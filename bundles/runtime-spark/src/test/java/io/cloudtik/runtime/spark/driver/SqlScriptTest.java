package io.cloudtik.runtime.spark.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    @Test
    void knowsTheLineOfEachStatement() {
        assertThat(SqlScript.split("-- first\nSELECT 1;\n\n/* two\nlines */ SELECT\n 2 ;  SELECT 3"))
                .containsExactly(
                        statement(2, "SELECT 1"),
                        statement(5, "SELECT\n 2"),
                        statement(6, "SELECT 3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "SELECT 'a;b'",
            "SELECT \"a;b\"",
            "SELECT `a;b` FROM t",
            "SELECT 'it''s; so'",
            "SELECT 'it\\'s; so'",
            "SELECT '\\\\', ';'",
            "SELECT r'\\', ';'",
            "SELECT 1 /* no; /* nor; */ here; */ + 1",
            "SELECT /*+ BROADCAST(t); */ 1",
            "SELECT '--', ';'",
            "SELECT '/*', ';'",
            "SELECT `\\`, ';'"})
    void splitsOnlyOutsideOfQuotesAndComments(String statement) {
        assertThat(SqlScript.split(statement + ";\nSELECT 2"))
                .containsExactly(statement(1, statement), statement(2, "SELECT 2"));
    }

    @Test
    void splitsAfterACommentToTheEndOfTheLine() {
        assertThat(SqlScript.split("SELECT 1 -- no; not here\n; SELECT 2"))
                .extracting(SqlStatement::text)
                .containsExactly("SELECT 1 -- no; not here", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", ";;\n;", "-- nothing; at all", "/* nor here; */ ;"})
    void findsNoStatementWhereThereIsNone(String text) {
        assertThat(SqlScript.split(text)).isEqualTo(List.of());
    }

    @Test
    void namesTheLineOfAnOpenQuoteOrComment() {
        assertThatThrownBy(() -> SqlScript.split("SELECT 1;\nSELECT 'open;\n\n"))
                .isInstanceOfSatisfying(SqlFileException.class, failure -> assertThat(failure.line()).isEqualTo(2))
                .hasMessage("the quote ' that begins here is not closed");
        assertThatThrownBy(() -> SqlScript.split("SELECT 1 /* open\n\n"))
                .isInstanceOfSatisfying(SqlFileException.class, failure -> assertThat(failure.line()).isEqualTo(1));
    }

    @Test
    void findsVariablesWithTheirLinesButNotInComments() {
        List<SqlStatement> statements = SqlScript.split(
                "-- ${no}\nSELECT ${a},\n '${b}' /* ${no} */ -- ${no}\n;\nSET c = 1; SELECT ${c}, ${env:HOME}");

        assertThat(statements.get(0).variables()).containsExactly(new SqlVariable("a", 2), new SqlVariable("b", 3));
        assertThat(statements.get(1).sets()).contains("c");
        assertThat(statements.get(2).variables()).containsExactly(new SqlVariable("c", 5), new SqlVariable("env:HOME", 5));
        assertThat(statements.get(2).sets()).isEmpty();
    }

    private static SqlStatement statement(int line, String text) {
        return new SqlStatement(line, text, List.of());
    }
}
