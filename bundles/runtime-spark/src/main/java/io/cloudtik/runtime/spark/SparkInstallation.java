package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.spi.runtime.Download;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.api.spi.runtime.PlannedFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Spark on a node's disk: its jars, which Maven Central has and which need no Spark distribution, and the folders around
 * them; or the user's own tarball.
 *
 * <p>A worker builds the class path of its executors from {@code SPARK_HOME/jars}, which must be a folder, and from
 * {@code SPARK_DIST_CLASSPATH}. With jars from Maven the first stays empty but for a note, and the second leads to the shared
 * folder of jars. A tarball is a home of Spark as it is.
 */
final class SparkInstallation {

    static final String JOBS_CONF = "spark/conf/spark-defaults.conf";
    static final String DAEMONS_CONF = "spark/daemons/daemons.conf";
    static final String HISTORY_CONF = "spark/daemons/history.conf";
    static final String CONNECT_CONF = "spark/daemons/connect.conf";
    static final String DRIVER_JAR = "spark-driver.jar";
    static final String DAEMONS_LOG = "spark/daemons/log4j2.properties";
    static final String SPARK_SUBMIT = "org.apache.spark.deploy.SparkSubmit";

    /** Blocks and shuffle files; whoever makes something there removes it, unless he is killed. */
    static final String LOCAL_FOLDER = "${dir:spark-local}";

    private static final String JOBS_LOG = "spark/conf/log4j2.properties";
    private static final String HOME_NOTE = "spark/home/jars/README";
    static final String ARTIFACT = "spark";
    private static final String FOLDER = "${artifact:" + ARTIFACT + "}";
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

    private final SparkSettings settings;
    private final boolean isTarball;

    SparkInstallation(SparkSettings settings) {
        this.settings = settings;
        this.isTarball = settings.tarball().isPresent();
    }

    List<Download> downloads() {
        return settings.tarball().map(SparkTarball::download).stream().toList();
    }

    List<MavenArtifact> mavenArtifacts() {
        if (isTarball) {
            return List.of();
        }
        Stream<String> modules = Stream.of("core", "sql", "mllib");
        List<String> coordinates = (settings.connect() ? Stream.concat(modules, Stream.of("connect")) : modules)
                .map(module -> "org.apache.spark:spark-" + module + "_" + SCALA + ":" + settings.version())
                .toList();
        return List.of(new MavenArtifact(ARTIFACT, coordinates, List.of(), SIZE));
    }

    /** The files that do not depend on settings. */
    static List<PlannedFile> files() {
        return List.of(
                PlannedFile.text(HOME_NOTE, "Spark's jars are on SPARK_DIST_CLASSPATH, shared by all nodes of a machine.\n"),
                PlannedFile.text(JOBS_LOG, Resource.text("log4j2-jobs.properties")),
                PlannedFile.text(DAEMONS_LOG, Resource.text("log4j2-daemons.properties")));
    }

    /** For every process of Spark on a node. */
    Map<String, String> environment(String address) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("JAVA_HOME", JAVA_HOME);
        variables.put("SPARK_CONF_DIR", "${dir}/spark/conf");
        if (isTarball) {
            variables.put("SPARK_HOME", FOLDER);
        } else {
            variables.put("SPARK_HOME", "${dir}/spark/home");
            variables.put("SPARK_DIST_CLASSPATH", jars());
        }
        // Spark looks for it in a source tree otherwise, and executors die of that.
        variables.put("SPARK_SCALA_VERSION", SCALA);
        variables.put("SPARK_LOCAL_DIRS", LOCAL_FOLDER);
        // Web pages listen on all addresses without the first; the second saves a lookup of the host's name.
        variables.put("SPARK_LOCAL_IP", address);
        variables.put("SPARK_LOCAL_HOSTNAME", address);
        return variables;
    }

    /** A Java process for a driver, with its heap and more folders or jars for its class path. */
    List<String> driver(String heap, List<String> flags, List<String> classPath) {
        List<String> entries = new ArrayList<>(List.of("${dir}/spark/conf", jars()));
        entries.addAll(classPath);
        return java(heap, flags, entries);
    }

    /** A program of our own, with Spark's jars. */
    List<String> tool(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA_HOME + "/bin/java", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                "${dir}/" + DRIVER_JAR + ":" + jars(), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** Small and quick to start: it does little, for a long time. */
    List<String> daemon(DataSize heap) {
        List<String> flags = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        return java(SparkMemory.format(heap), flags, List.of("${dir}/spark/daemons", jars()));
    }

    private String jars() {
        return FOLDER + (isTarball ? "/jars/*" : "/*");
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
