package io.cloudtik.runtime.spark.driver;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of an SQL file.
 *
 * @param line on which it begins, counted from 1
 * @param variables outside of comments
 */
record SqlStatement(int line, String text, List<SqlVariable> variables) {

    private static final Pattern SET = Pattern.compile("SET\\s+([^\\s=]+)\\s*=.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    SqlStatement {
        variables = List.copyOf(variables);
    }

    /** The name to which the statement gives a value, if it does nothing else. */
    Optional<String> sets() {
        Matcher matcher = SET.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
