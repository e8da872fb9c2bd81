package io.cloudtik.runtime.spark.driver;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/**
 * Runs the statements of an SQL file, one after the other, and prints the rows of those that have any. The first failure
 * ends it. Arguments: the file, then variables as {@code name=value}, which the file reads as {@code ${name}}.
 */
public final class SqlFile {

    /** More is no reading for people; a job that wants it all writes it into a table. */
    private static final int MOST_ROWS = 1_000;

    private final SparkSession spark;
    private final PrintStream out;

    private SqlFile(SparkSession spark, PrintStream out) {
        this.spark = spark;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException, SparkUserAppException {
        Path file = Path.of(arguments[0]);
        String text = Files.readString(file);
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            Arrays.stream(arguments).skip(1).map(variable -> variable.split("=", 2)).forEach(
                    variable -> spark.conf().set(variable[0], variable[1]));
            new SqlFile(spark, System.out).run(text);
        } catch (SqlFileException e) {
            System.err.println(file.getFileName() + ":" + e.line() + ": " + e.getMessage());
            // How Spark lets a driver end with an exit code and without a stack trace.
            throw new SparkUserAppException(1);
        }
    }

    private void run(String text) {
        // All of it is read before anything is run: an open quote at the end must not leave half the work done.
        List<SqlStatement> statements = SqlScript.split(text);
        checkVariables(statements);
        for (SqlStatement statement : statements) {
            try {
                Dataset<Row> result = spark.sql(statement.text());
                if (statement.sets().isEmpty()) { // What the file itself has just said is no result.
                    print(result);
                }
            } catch (Exception e) { // Spark's are checked, but Scala does not say so
                throw new SqlFileException(lineOf(statement, e), String.valueOf(e.getMessage()), e);
            }
        }
    }

    /** Spark would take one that has no value for an empty text, and answer another question than was asked. */
    private void checkVariables(List<SqlStatement> statements) {
        Set<String> set = new HashSet<>();
        for (SqlStatement statement : statements) {
            for (SqlVariable variable : statement.variables()) {
                // What has a prefix, such as env:HOME, Spark looks up elsewhere.
                boolean isPlain = variable.name().indexOf(':') < 0;
                if (isPlain && !set.contains(variable.name()) && spark.conf().getOption(variable.name()).isEmpty()) {
                    throw new SqlFileException(variable.line(), "nothing gives ${" + variable.name() + "} a value; submit the"
                            + " file with " + variable.name() + "=VALUE after it");
                }
            }
            statement.sets().ifPresent(set::add);
        }
    }

    private void print(Dataset<Row> result) {
        StructField[] fields = result.schema().fields();
        if (fields.length == 0) {
            return;
        }
        List<Row> rows = asText(result).takeAsList(MOST_ROWS + 1);
        boolean isCut = rows.size() > MOST_ROWS;
        List<List<String>> cells = rows.stream().limit(MOST_ROWS).map(SqlFile::cells).toList();
        out.println(new ResultTable(
                        Arrays.stream(fields).map(StructField::name).toList(),
                        Arrays.stream(fields).map(field -> field.dataType() instanceof NumericType).toList(),
                        cells)
                .render());
        if (isCut) {
            out.println("(only the first " + MOST_ROWS + " rows are shown)\n");
        }
    }

    /** By position, since names of columns need not be unique. */
    private static Dataset<Row> asText(Dataset<Row> result) {
        String[] names = IntStream.range(0, result.columns().length).mapToObj(i -> "c" + i).toArray(String[]::new);
        Dataset<Row> renamed = result.toDF(names);
        Column[] columns = Arrays.stream(names)
                .map(name -> renamed.col(name).cast("string"))
                .toArray(Column[]::new);
        return renamed.select(columns);
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < row.length(); column++) {
            cells.add(row.isNullAt(column) ? "NULL" : row.getString(column));
        }
        return cells;
    }

    /** The line Spark names, counted from the beginning of the file instead of the statement's. */
    private static int lineOf(SqlStatement statement, Exception failure) {
        boolean namesLine = failure instanceof AnalysisException analysis && analysis.line().isDefined();
        return namesLine
                ? statement.line() + (Integer) ((AnalysisException) failure).line().get() - 1
                : statement.line();
    }
}
