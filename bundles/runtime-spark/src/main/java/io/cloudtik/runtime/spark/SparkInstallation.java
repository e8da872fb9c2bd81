package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.api.spi.runtime.PlannedFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Spark on a node's disk: its jars, which Maven Central has and which need no Spark distribution, and the folders around
 * them.
 *
 * <p>A worker builds the class path of its executors from {@code SPARK_HOME/jars}, which must be a folder, and from
 * {@code SPARK_DIST_CLASSPATH}. The first stays empty but for a note; the second leads to the shared folder of jars.
 */
final class SparkInstallation {

    static final String JOBS_CONF = "spark/conf/spark-defaults.conf";
    static final String DAEMONS_CONF = "spark/daemons/daemons.conf";
    static final String HISTORY_CONF = "spark/daemons/history.conf";
    static final String CONNECT_CONF = "spark/daemons/connect.conf";
    static final String DRIVER_JAR = "spark-driver.jar";
    static final String DAEMONS_LOG = "spark/daemons/log4j2.properties";
    static final String SPARK_SUBMIT = "org.apache.spark.deploy.SparkSubmit";

    private static final String JOBS_LOG = "spark/conf/log4j2.properties";
    private static final String HOME_NOTE = "spark/home/jars/README";
    private static final String JARS = "${artifact:spark}/*";
    static final String SCALA = "2.13";
    /** Spark 4 runs on Java 17 and 21; on 25 Hadoop's client fails with "getSubject is not supported". */
    private static final String JAVA_HOME = "${java:17-21}";
    /** 193 jars of version 4.0.1 take 308 MiB. */
    private static final DataSize SIZE = DataSize.ofMebibytes(320);

    /** What Spark's own scripts open on Java 17, for itself and for the libraries it comes with. */
    private static final List<String> OPENED_PACKAGES = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private SparkInstallation() {}

    static MavenArtifact jars(SparkSettings settings) {
        Stream<String> modules = Stream.of("core", "sql", "mllib");
        List<String> coordinates = (settings.connect() ? Stream.concat(modules, Stream.of("connect")) : modules)
                .map(module -> "org.apache.spark:spark-" + module + "_" + SCALA + ":" + settings.version())
                .toList();
        return new MavenArtifact("spark", coordinates, List.of(), SIZE);
    }

    /** The files that do not depend on settings. */
    static List<PlannedFile> files() {
        return List.of(
                PlannedFile.text(HOME_NOTE, "Spark's jars are on SPARK_DIST_CLASSPATH, shared by all nodes of a machine.\n"),
                PlannedFile.text(JOBS_LOG, Resource.text("log4j2-jobs.properties")),
                PlannedFile.text(DAEMONS_LOG, Resource.text("log4j2-daemons.properties")));
    }

    /** For every process of Spark on a node. */
    static Map<String, String> environment(String address) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("JAVA_HOME", JAVA_HOME);
        variables.put("SPARK_HOME", "${dir}/spark/home");
        variables.put("SPARK_CONF_DIR", "${dir}/spark/conf");
        variables.put("SPARK_DIST_CLASSPATH", JARS);
        // Spark looks for it in a source tree otherwise, and executors die of that.
        variables.put("SPARK_SCALA_VERSION", SCALA);
        variables.put("SPARK_LOCAL_DIRS", "${dir:spark-local}");
        // Web pages listen on all addresses without the first; the second saves a lookup of the host's name.
        variables.put("SPARK_LOCAL_IP", address);
        variables.put("SPARK_LOCAL_HOSTNAME", address);
        return variables;
    }

    /** A Java process for a driver, with its heap and more folders or jars for its class path. */
    static List<String> driver(String heap, List<String> flags, List<String> classPath) {
        List<String> entries = new ArrayList<>(List.of("${dir}/spark/conf", JARS));
        entries.addAll(classPath);
        return java(heap, flags, entries);
    }

    /** A program of our own, with Spark's jars. */
    static List<String> tool(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA_HOME + "/bin/java", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                "${dir}/" + DRIVER_JAR + ":" + JARS, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** Small and quick to start: it does little, for a long time. */
    static List<String> daemon(DataSize heap) {
        List<String> flags = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        return java(SparkMemory.format(heap), flags, List.of("${dir}/spark/daemons", JARS));
    }

    private static List<String> java(String heap, List<String> flags, List<String> classPath) {
        List<String> command = new ArrayList<>();
        command.add(JAVA_HOME + "/bin/java");
        command.add("-Xmx" + heap);
        command.addAll(flags);
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("--add-modules=jdk.incubator.vector");
        OPENED_PACKAGES.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.add("-Djdk.reflect.useDirectMethodHandle=false");
        command.add("-Dio.netty.tryReflectionSetAccessible=true");
        command.add("-Djava.net.preferIPv4Stack=true");
        command.add("-cp");
        command.add(String.join(":", classPath));
        return command;
    }
}
