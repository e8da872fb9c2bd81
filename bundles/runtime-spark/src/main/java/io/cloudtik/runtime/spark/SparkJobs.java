package io.cloudtik.runtime.spark;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.JobSupport;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodeNeed;
import io.cloudtik.api.spi.runtime.PlannedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Jars, Python programs and SQL files, run by a driver on the head. */
final class SparkJobs implements JobSupport {

    private static final String SQL_MAIN = "io.cloudtik.runtime.spark.driver.SqlFile";
    private static final String CONF = "spark-job.conf";

    private enum Form {
        JAR,
        PYTHON,
        SQL;

        private static Optional<Form> of(JobRequest request) {
            String name = request.fileName().toLowerCase(Locale.ROOT);
            if (name.endsWith(".jar")) {
                return Optional.of(JAR);
            }
            if (name.endsWith(".py")) {
                return Optional.of(PYTHON);
            }
            return name.endsWith(".sql") ? Optional.of(SQL) : Optional.empty();
        }
    }

    @Override
    public boolean accepts(JobRequest request) {
        return Form.of(request).isPresent();
    }

    @Override
    public JobPlan plan(JobRequest request, NodeContext head) {
        Form form = Form.of(request).orElseThrow(() -> new IllegalArgumentException(request.fileName()));
        SparkSettings settings = SparkSettings.of(head.settings());
        SparkInstallation installation = new SparkInstallation(settings);
        Map<String, String> properties = JobProperties.of(request, head);
        Optional<MavenArtifact> packages = SparkPackages.take("packages", request.dependencies().packages(), properties);
        List<NodeNeed> needs = new ArrayList<>();
        if (form == Form.PYTHON) {
            SparkPython.choose(properties);
            needs.addAll(SparkPython.needs(properties, settings));
        }
        List<PlannedFile> files = new ArrayList<>();
        // In a file and not as --conf on the command line: everybody on the machine can read that.
        files.add(PlannedFile.secret(CONF, SparkProperties.render(properties)));
        List<String> command = new ArrayList<>(driver(installation, properties));
        command.addAll(List.of("--properties-file", "${job}/" + CONF));
        command.addAll(switch (form) {
            case JAR -> jar(request);
            case PYTHON -> python(request);
            case SQL -> {
                files.add(PlannedFile.bytes(SparkInstallation.DRIVER_JAR, Resource.bytes(SparkInstallation.DRIVER_JAR)));
                yield sql(request);
            }
        });
        return new JobPlan(
                SparkStorage.of(head).prepared(command),
                installation.environment(head.address()),
                files,
                packages.stream().toList(),
                needs);
    }

    private static List<String> jar(JobRequest request) {
        refusePythonFiles(request);
        List<String> words = new ArrayList<>(List.of("--class", mainClassOf(request), script(request)));
        words.addAll(request.arguments());
        return words;
    }

    private static List<String> python(JobRequest request) {
        refuseClass(request, "a Python program");
        List<String> words = new ArrayList<>(List.of(script(request)));
        words.addAll(request.arguments());
        return words;
    }

    private static List<String> sql(JobRequest request) {
        refusePythonFiles(request);
        refuseClass(request, "an SQL file");
        List<String> words = new ArrayList<>(
                List.of("--class", SQL_MAIN, "${job}/" + SparkInstallation.DRIVER_JAR, script(request)));
        words.addAll(variablesOf(request));
        return words;
    }

    private static String script(JobRequest request) {
        return "${job}/" + request.fileName();
    }

    /** Spark's own scripts turn these properties into the driver's command; without scripts we do. */
    private static List<String> driver(SparkInstallation installation, Map<String, String> properties) {
        String memory = properties.get("spark.driver.memory");
        DataSize heap = SparkMemory.parse(memory).orElseThrow(() -> new PlatformException(
                Kind.INVALID, "spark.driver.memory '" + memory + "' is no size; write 512m or 2g"));
        List<String> flags = Stream.of("spark.driver.defaultJavaOptions", "spark.driver.extraJavaOptions")
                .flatMap(property -> Arrays.stream(properties.getOrDefault(property, "").split("\\s+")))
                .filter(flag -> !flag.isEmpty())
                .toList();
        String classPath = properties.getOrDefault("spark.driver.extraClassPath", "");
        List<String> command = new ArrayList<>(installation.driver(
                SparkMemory.format(heap), flags, classPath.isEmpty() ? List.of() : List.of(classPath)));
        command.add(SparkInstallation.SPARK_SUBMIT);
        return command;
    }

    private static String mainClassOf(JobRequest request) {
        return request.mainClass().orElseThrow(() -> new PlatformException(
                        Kind.INVALID, "job '" + request.fileName() + "' needs --class: the class in it whose main is run")
                .withRemedy("cloudtik submit CLUSTER.yaml --class org.example.Main " + request.fileName()));
    }

    private static void refuseClass(JobRequest request, String what) {
        if (request.mainClass().isPresent()) {
            throw new PlatformException(
                    Kind.INVALID, "job '" + request.fileName() + "' is " + what + " and has no class; leave --class out");
        }
    }

    private static void refusePythonFiles(JobRequest request) {
        if (!request.dependencies().pyFiles().isEmpty()) {
            throw new PlatformException(
                    Kind.INVALID, "job '" + request.fileName() + "' is no Python program; leave --py-files out");
        }
    }

    private static List<String> variablesOf(JobRequest request) {
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
}
