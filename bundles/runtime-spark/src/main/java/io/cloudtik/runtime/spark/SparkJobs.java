package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.JobSupport;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.PlannedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Jars and SQL files, run by a driver on the head. */
final class SparkJobs implements JobSupport {

    private static final String SQL_MAIN = "io.cloudtik.runtime.spark.driver.SqlFile";
    private static final String CONF = "spark-job.conf";

    @Override
    public boolean accepts(JobRequest request) {
        return isJar(request) || isSql(request);
    }

    @Override
    public JobPlan plan(JobRequest request, NodeContext head) {
        Map<String, String> properties = properties(request, head);
        List<PlannedFile> files = new ArrayList<>();
        // In a file and not as --conf on the command line: everybody on the machine can read that.
        files.add(PlannedFile.secret(CONF, SparkProperties.render(properties)));
        List<String> command = new ArrayList<>(driver(properties));
        command.addAll(List.of("--properties-file", "${job}/" + CONF));
        if (isJar(request)) {
            command.addAll(List.of("--class", mainClassOf(request), "${job}/" + request.fileName()));
            command.addAll(request.arguments());
        } else {
            files.add(PlannedFile.bytes(SparkInstallation.DRIVER_JAR, Resource.bytes(SparkInstallation.DRIVER_JAR)));
            command.addAll(List.of("--class", SQL_MAIN, "${job}/" + SparkInstallation.DRIVER_JAR, "${job}/" + request.fileName()));
            command.addAll(variablesOf(request));
        }
        return new JobPlan(SparkStorage.of(head).prepared(command), SparkInstallation.environment(head.address()), files);
    }

    private static Map<String, String> properties(JobRequest request, NodeContext head) {
        Map<String, String> properties =
                new TreeMap<>(JobDefaults.of(head, SparkSettings.of(head.settings())));
        properties.putIfAbsent("spark.app.name", request.fileName());
        new TreeMap<>(request.options()).forEach((key, value) -> {
            if (!key.startsWith("spark.")) {
                throw new PlatformException(
                                Kind.INVALID, "job '" + request.fileName() + "': '" + key + "' is no property of Spark")
                        .withRemedy("Spark's properties begin with 'spark.', such as spark.executor.memory=2g");
            }
            if (SparkProperties.DECIDED_BY_CLUSTER.contains(key)) {
                throw new PlatformException(
                        Kind.INVALID,
                        "job '" + request.fileName() + "': the cluster itself sets '" + key + "' for its jobs");
            }
            properties.put(key, value);
        });
        return properties;
    }

    /** Spark's own scripts turn these properties into the driver's command; without scripts we do. */
    private static List<String> driver(Map<String, String> properties) {
        String memory = properties.get("spark.driver.memory");
        DataSize heap = SparkMemory.parse(memory).orElseThrow(() -> new PlatformException(
                Kind.INVALID, "spark.driver.memory '" + memory + "' is no size; write 512m or 2g"));
        List<String> flags = Stream.of("spark.driver.defaultJavaOptions", "spark.driver.extraJavaOptions")
                .flatMap(property -> Arrays.stream(properties.getOrDefault(property, "").split("\\s+")))
                .filter(flag -> !flag.isEmpty())
                .toList();
        String classPath = properties.getOrDefault("spark.driver.extraClassPath", "");
        List<String> command = new ArrayList<>(SparkInstallation.driver(
                SparkMemory.format(heap), flags, classPath.isEmpty() ? List.of() : List.of(classPath)));
        command.add(SparkInstallation.SPARK_SUBMIT);
        return command;
    }

    private static String mainClassOf(JobRequest request) {
        return request.mainClass().orElseThrow(() -> new PlatformException(
                        Kind.INVALID, "job '" + request.fileName() + "' needs --class: the class in it whose main is run")
                .withRemedy("cloudtik submit CLUSTER.yaml --class org.example.Main " + request.fileName()));
    }

    private static List<String> variablesOf(JobRequest request) {
        if (request.mainClass().isPresent()) {
            throw new PlatformException(
                    Kind.INVALID, "job '" + request.fileName() + "' is an SQL file and has no class; leave --class out");
        }
        List<String> variables = new ArrayList<>(List.of("job=${job}"));
        for (String argument : request.arguments()) {
            if (argument.indexOf('=') < 1) {
                throw new PlatformException(
                                Kind.INVALID, "job '" + request.fileName() + "': argument '" + argument + "' is no name=value")
                        .withRemedy("an SQL file reads the argument year=2001 as ${year}");
            }
            variables.add(argument);
        }
        return variables;
    }

    private static boolean isJar(JobRequest request) {
        return request.fileName().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static boolean isSql(JobRequest request) {
        return request.fileName().toLowerCase(Locale.ROOT).endsWith(".sql");
    }
}
