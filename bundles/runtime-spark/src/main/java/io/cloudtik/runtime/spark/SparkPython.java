package io.cloudtik.runtime.spark;

import io.cloudtik.api.spi.runtime.NodeNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a Python program needs of nodes. Spark's Python modules are in its tarball, and in the package {@code pyspark} for
 * Python; Maven Central has none of them.
 */
final class SparkPython {

    private static final String PYTHON = "spark.pyspark.python";
    private static final String DRIVER_PYTHON = "spark.pyspark.driver.python";
    private static final String INTERPRETER = "python3";

    /** The program itself says what is wrong with the Python that runs it. */
    private static final String LOOK = "command -v \"$0\" >/dev/null || { echo \"it has no $0\"; exit 1; }; exec \"$0\" -c \"$@\"";

    private SparkPython() {}

    /** One interpreter for driver and executors, also where a node's environment names others: it is the one looked for. */
    static void choose(Map<String, String> properties) {
        properties.putIfAbsent(PYTHON, INTERPRETER);
        properties.putIfAbsent(DRIVER_PYTHON, properties.get(PYTHON));
    }

    static List<NodeNeed> needs(Map<String, String> properties, SparkSettings settings) {
        String version = settings.version();
        // Major and minor number, as Python's own modules and Spark's jars speak one language within a minor version.
        String line = version.substring(0, version.lastIndexOf('.'));
        String oldest = line.equals("4.0") ? "3.9" : "3.10";
        String python = "Python " + oldest + " or later";
        String another = "name another interpreter with --conf " + PYTHON + "=PATH";
        List<String> look = List.of("sh", "-c", LOOK, properties.get(PYTHON), Resource.text("look-for-pyspark.py"), oldest);
        if (settings.tarball().isPresent()) {
            return List.of(new NodeNeed(python, look, "install it on each node, or " + another));
        }
        List<String> both = new ArrayList<>(look);
        both.add(line);
        return List.of(new NodeNeed(
                python + " with PySpark " + line,
                both,
                "install both on each node, such as by setup_commands with 'python3 -m pip install pyspark==" + version
                        + "'; or take Spark from a tarball, which brings PySpark (runtime.spark.tarball); or " + another));
    }
}
