package io.cloudtik.runtime.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple2;

/** A job for the test of jars: sums numbers on executors, or fails as it is told. */
public final class SampleJob {

    private SampleJob() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "sum" -> sum();
            case "idle" -> idle();
            case "shuffle" -> shuffle(Path.of(arguments[1]), Path.of(arguments[2]));
            case "throw" -> throw new IllegalStateException("as told");
            default -> Runtime.getRuntime().halt(Integer.parseInt(arguments[0]));
        }
    }

    /** Works a little, and then until all executors have gone. */
    private static void idle() throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            context.parallelize(List.of(1, 2), 2).count();
            System.out.println("worked with " + (executors(context) > 0));
            await(() -> executors(context) == 0);
            System.out.println("then went to " + executors(context));
        }
    }

    /** Of which the driver counts as one. */
    private static int executors(JavaSparkContext context) {
        return context.sc().statusTracker().getExecutorInfos().length - 1;
    }

    /**
     * Writes a shuffle on all executors, says so, and reads it when it is told to: whatever was lost meanwhile would have
     * to be mapped again.
     */
    private static void shuffle(Path written, Path go) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            await(() -> executors(context) == 2);
            LongAccumulator mapped = context.sc().longAccumulator();
            List<Integer> numbers = IntStream.rangeClosed(1, 1000).boxed().toList();
            JavaPairRDD<Integer, Integer> sums = context.parallelize(numbers, 8)
                    .mapToPair(number -> {
                        mapped.add(1);
                        return new Tuple2<>(number % 10, number);
                    })
                    .reduceByKey(Integer::sum);
            sums.count();
            Files.createFile(written);
            await(() -> Files.exists(go));
            int sum = sums.values().reduce(Integer::sum);
            System.out.println("sum " + sum + ", each number mapped " + mapped.value() / 1000.0 + " times");
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    private static void sum() throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
            List<Integer> numbers = IntStream.rangeClosed(1, 1000).boxed().toList();
            int sum = context.parallelize(numbers, 4).reduce(Integer::sum);
            List<String> hosts = context.parallelize(numbers, 4)
                    .map(number -> System.getenv("SPARK_LOCAL_IP"))
                    .distinct()
                    .collect();
            System.out.println("sum " + sum + " on " + hosts);
        }
    }
}
