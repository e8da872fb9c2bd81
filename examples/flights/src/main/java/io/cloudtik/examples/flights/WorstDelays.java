package io.cloudtik.examples.flights;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Prints the ten states whose arriving flights are late the longest, on average. Arguments: the file of flights (a JSON
 * array) and the file of airports (CSV with a header), both on the machine that runs the driver.
 */
public final class WorstDelays {

    private static final int STATES = 10;
    /** Parts in which the flights travel to the workers, some 200 KB each; more of them than a small cluster has cores. */
    private static final int PARTS = 8;

    private WorstDelays() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("give two files: the flights (JSON) and the airports (CSV)");
        }
        try (SparkSession spark = SparkSession.builder().appName("worst delays").getOrCreate()) {
            System.out.print(table(worst(spark, Path.of(arguments[0]), Path.of(arguments[1]))));
        }
    }

    static List<StateDelay> worst(SparkSession spark, Path flightsFile, Path airportsFile) throws IOException {
        Dataset<Row> flights = flights(spark, flightsFile);
        Dataset<Row> airports = airports(spark, airportsFile);
        return flights.join(airports, flights.col("destination").equalTo(airports.col("iata")))
                // The state of some airports is not known, which the file writes as NA.
                .where(col("country").equalTo("USA").and(col("state").notEqual("NA")))
                .groupBy(col("state"))
                .agg(count(lit(1)).as("flights"), avg("delay").as("average"))
                // The name makes the order of equal delays the same in every run.
                .orderBy(col("average").desc(), col("state"))
                .limit(STATES)
                .collectAsList()
                .stream()
                .map(row -> new StateDelay(row.getString(0), row.getLong(1), row.getDouble(2)))
                .toList();
    }

    static String table(List<StateDelay> states) {
        StringBuilder table = new StringBuilder("state  flights  average delay (min)\n-----  -------  -------------------\n");
        states.forEach(state -> table.append(String.format(
                Locale.ROOT, "%-5s  %7d  %19.1f\n", state.state(), state.flights(), state.averageDelay())));
        return table.toString();
    }

    /*
     * The files are read here, on the driver, and their lines go to the workers with the tasks. Were Spark to read them by
     * their paths, each worker would look for them on its own disk, where only a cluster on one machine has them.
     */

    private static Dataset<Row> flights(SparkSession spark, Path file) throws IOException {
        JsonNode array = new JsonMapper().readTree(file.toFile());
        List<String> lines = StreamSupport.stream(array.spliterator(), false).map(JsonNode::toString).toList();
        return spark.read().schema("delay INT, destination STRING").json(distributed(spark, lines, PARTS));
    }

    private static Dataset<Row> airports(SparkSession spark, Path file) throws IOException {
        return spark.read().option("header", true).csv(distributed(spark, Files.readAllLines(file), 1));
    }

    private static Dataset<String> distributed(SparkSession spark, List<String> lines, int parts) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        return spark.createDataset(context.parallelize(lines, parts).rdd(), Encoders.STRING());
    }
}
