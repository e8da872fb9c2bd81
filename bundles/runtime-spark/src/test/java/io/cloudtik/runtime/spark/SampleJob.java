package io.cloudtik.runtime.spark;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A job for the test of jars: sums numbers on executors, or fails as it is told. */
public final class SampleJob {

    private SampleJob() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "sum" -> sum();
            case "throw" -> throw new IllegalStateException("as told");
            default -> Runtime.getRuntime().halt(Integer.parseInt(arguments[0]));
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
