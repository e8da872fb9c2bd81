package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Packages of a job or a server. The node gets them as it gets Spark itself, through Maven's own settings and once per
 * machine; Spark would ask the internet by Ivy, each time and each user anew.
 */
final class SparkPackages {

    static final String PROPERTY = "spark.jars.packages";

    private static final String JARS = "spark.jars";
    private static final String EXCLUDES = "spark.jars.excludes";
    private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+:[\\w.-]+:[\\w.-]+");
    private static final Pattern EXCLUSION = Pattern.compile("([\\w.-]+|\\*):([\\w.-]+|\\*)");
    /** What is fetched says how much it is; this much room is worth having at least. */
    private static final DataSize SIZE = DataSize.ofMebibytes(64);

    /** Spark itself is on the class path already, and another version of it beside it would break the job. */
    private static final List<String> OF_SPARK = List.of(
            "catalyst", "common-utils", "connect", "connect-common", "connect-shims", "core", "graphx", "hive", "kvstore",
            "launcher", "mllib", "mllib-local", "network-common", "network-shuffle", "repl", "sketch", "sql", "sql-api",
            "streaming", "tags", "unsafe", "variant");

    private SparkPackages() {}

    /**
     * The jars of what the properties, and a request, name as packages. The properties then name the jars instead.
     *
     * @param name of the artifact in its plan
     */
    static Optional<MavenArtifact> take(String name, List<String> asked, Map<String, String> properties) {
        refuseIvysOwn(properties);
        Set<String> packages = new LinkedHashSet<>(words(properties.remove(PROPERTY)));
        packages.addAll(asked);
        List<String> excluded = words(properties.remove(EXCLUDES));
        if (packages.isEmpty()) {
            return Optional.empty();
        }
        packages.forEach(text -> require(COORDINATES, text, "no Maven coordinates", "write group:artifact:version"));
        excluded.forEach(text -> require(EXCLUSION, text, "no exclusion", "write group:artifact"));
        addJars(properties, List.of("${artifact:" + name + "}/*.jar"));
        Stream<String> spark = OF_SPARK.stream()
                .map(module -> "org.apache.spark:spark-" + module + "_" + SparkInstallation.SCALA);
        List<String> exclusions = Stream.of(spark, Stream.of("org.scala-lang:*"), excluded.stream())
                .flatMap(all -> all)
                .toList();
        return Optional.of(new MavenArtifact(name, List.copyOf(packages), exclusions, SIZE));
    }

    /** Jars for driver and executors, after those that the properties name already. */
    static void addJars(Map<String, String> properties, List<String> jars) {
        add(properties, JARS, jars);
    }

    /** Adds to a property that is a list. */
    static void add(Map<String, String> properties, String property, List<String> more) {
        if (!more.isEmpty()) {
            List<String> all = new ArrayList<>(words(properties.get(property)));
            all.addAll(more);
            properties.put(property, String.join(",", all));
        }
    }

    private static void refuseIvysOwn(Map<String, String> properties) {
        for (String property : List.of("spark.jars.repositories", "spark.jars.ivy", "spark.jars.ivySettings")) {
            if (properties.containsKey(property)) {
                throw new PlatformException(
                                Kind.INVALID, "'" + property + "' is Ivy's, and packages are fetched by Maven's settings here")
                        .withRemedy("name repositories and mirrors in settings.xml of the user who runs the head");
            }
        }
    }

    private static void require(Pattern pattern, String text, String otherwise, String remedy) {
        if (!pattern.matcher(text).matches()) {
            throw new PlatformException(Kind.INVALID, "package '" + text + "' is " + otherwise).withRemedy(remedy);
        }
    }

    private static List<String> words(String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }
}
