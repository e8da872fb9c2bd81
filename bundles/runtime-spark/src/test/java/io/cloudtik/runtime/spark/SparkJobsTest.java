package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodeNeed;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.WorkerGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkJobsTest {

    @TempDir
    private Path folder;

    private final SparkJobs jobs = new SparkJobs();

    @Test
    void runsTheClassOfAJarWithItsArguments() {
        JobPlan plan = jobs.plan(jar(Map.of()), head(Map.of()));

        assertThat(plan.command())
                .startsWith("${java:17-21}/bin/java", "-Xmx512m")
                .endsWith("--class", "org.example.Report", "${job}/report.jar", "2001", "${job}/flights.json");
    }

    @Test
    void namesTheMissingClassOfAJar() {
        JobRequest request = new JobRequest("report.jar", Optional.empty(), List.of(), Map.of());

        assertThatThrownBy(() -> jobs.plan(request, head(Map.of())))
                .isInstanceOfSatisfying(PlatformException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.INVALID);
                    assertThat(failure).hasMessage("job 'report.jar' needs --class: the class in it whose main is run");
                    assertThat(failure.remedy()).isPresent();
                });
    }

    @Test
    void runsAnSqlFileByTheDriverThatTravelsWithIt() {
        JobPlan plan = jobs.plan(sql("year=2001"), head(Map.of()));

        assertThat(plan.command())
                .endsWith(
                        "io.cloudtik.runtime.spark.driver.SqlFile",
                        "${job}/spark-driver.jar",
                        "${job}/report.sql",
                        "job=${job}",
                        "year=2001");
        assertThat(plan.files()).extracting(PlannedFile::path).contains("spark-driver.jar");
    }

    @Test
    void refusesAnArgumentOfAnSqlFileThatIsNoVariable() {
        assertThatThrownBy(() -> jobs.plan(sql("2001"), head(Map.of())))
                .isInstanceOf(PlatformException.class)
                .hasMessage("job 'report.sql': argument '2001' is no name=value");
    }

    @Test
    void refusesAClassForAnSqlFile() {
        JobRequest request = new JobRequest("report.sql", Optional.of("A"), List.of(), Map.of());

        assertThatThrownBy(() -> jobs.plan(request, head(Map.of())))
                .hasMessage("job 'report.sql' is an SQL file and has no class; leave --class out");
    }

    @Test
    void prefersTheJobsOptionsToTheClustersProperties() {
        Map<String, Object> cluster = Map.of("conf", Map.of("spark.executor.memory", "2g", "spark.app.name", "daily"));

        String conf = conf(jobs.plan(jar(Map.of("spark.executor.memory", "3g")), head(cluster)));

        assertThat(conf).contains("spark.executor.memory = 3g\n", "spark.app.name = daily\n");
        assertThat(conf).contains("spark.master = spark://127.77.3.1:7077\n", "spark.driver.bindAddress = 127.77.3.1\n");
    }

    @Test
    void keepsOptionsFromTheCommandLine() {
        JobPlan plan = jobs.plan(jar(Map.of("spark.hadoop.fs.s3a.secret.key", "hidden")), head(Map.of()));

        assertThat(plan.command()).noneMatch(text -> text.contains("hidden"));
        assertThat(plan.files()).filteredOn(file -> file.content().contains("hidden"))
                .extracting(PlannedFile::mode)
                .containsExactly(0600);
    }

    @Test
    void givesTheDriverItsMemoryFlagsAndClassPath() {
        JobPlan plan = jobs.plan(
                jar(Map.of(
                        "spark.driver.memory", "2g",
                        "spark.driver.extraJavaOptions", "-Dzone=UTC  -Dmode=x",
                        "spark.driver.extraClassPath", "/opt/more.jar")),
                head(Map.of()));

        assertThat(plan.command()).contains("-Xmx2048m", "-Dzone=UTC", "-Dmode=x");
        assertThat(plan.command()).contains("${dir}/spark/conf:${artifact:spark}/*:/opt/more.jar");
    }

    @Test
    void refusesOptionsThatAreNotSparksOrNotTheUsers() {
        assertThatThrownBy(() -> jobs.plan(jar(Map.of("executor.memory", "2g")), head(Map.of())))
                .hasMessage("job 'report.jar': 'executor.memory' is no property of Spark");
        assertThatThrownBy(() -> jobs.plan(jar(Map.of("spark.master", "local")), head(Map.of())))
                .hasMessage("job 'report.jar': the cluster itself sets 'spark.master' for its jobs");
        assertThatThrownBy(() -> jobs.plan(jar(Map.of("spark.driver.memory", "much")), head(Map.of())))
                .hasMessage("spark.driver.memory 'much' is no size; write 512m or 2g");
    }

    @Test
    void runsAPythonProgramWithItsArguments() {
        JobPlan plan = jobs.plan(python(JobDependencies.NONE, Map.of()), head(Map.of()));

        assertThat(plan.command()).endsWith("${job}/spark-job.conf", "${job}/count.py", "--year", "2001");
        assertThat(conf(plan)).contains("spark.pyspark.python = python3\n", "spark.pyspark.driver.python = python3\n");
    }

    @Test
    void looksOnEachNodeForTheInterpreterThatWillRunIt() throws IOException, InterruptedException {
        String missing = "python-that-nobody-has";
        NodeNeed need = jobs.plan(python(JobDependencies.NONE, Map.of("spark.pyspark.python", missing)), head(Map.of()))
                .needs()
                .get(0);

        assertThat(need.what()).isEqualTo("Python 3.9 or later with PySpark 4.0");
        assertThat(need.remedy()).contains("pyspark==4.0.1", "--conf spark.pyspark.python=PATH");
        assertThat(output(need.command())).isEqualTo("1: it has no python-that-nobody-has");
    }

    @Test
    void looksForTheModulesOfThatVersion() throws IOException, InterruptedException {
        assumeTrue(TestMachine.hasPython(), "SKIPPED: there is no python3 on this machine");
        Path modules = Files.createDirectories(folder.resolve("pyspark"));
        List<String> look = jobs.plan(python(JobDependencies.NONE, Map.of()), head(Map.of())).needs().get(0).command();
        Files.writeString(folder.resolve("py4j.py"), "");
        Files.writeString(modules.resolve("__init__.py"), "__version__ = '3.5.1'\n");
        assertThat(output(look)).isEqualTo("1: it has PySpark 3.5.1");

        Files.writeString(modules.resolve("__init__.py"), "__version__ = '4.0.9'\n");
        assertThat(output(look)).isEqualTo("0: ");

        Files.writeString(modules.resolve("__init__.py"), "import nothing_of_this_name\n");
        assertThat(output(look)).startsWith("1: Python in ").endsWith("No module named 'nothing_of_this_name'");
    }

    @Test
    void wantsAPythonAloneWhereSparkComesWithItsModules() throws IOException, InterruptedException {
        assumeTrue(TestMachine.hasPython(), "SKIPPED: there is no python3 on this machine");
        Map<String, Object> tarball = Map.of("tarball", "/opt/spark.tgz", "sha512", "0".repeat(128), "version", "4.1.1");

        NodeNeed need = jobs.plan(python(JobDependencies.NONE, Map.of()), head(tarball)).needs().get(0);

        assertThat(need.what()).isEqualTo("Python 3.10 or later");
        List<String> future = new ArrayList<>(need.command());
        future.set(future.size() - 1, "9.1");
        assertThat(output(need.command())).startsWith("0: ");
        assertThat(output(future)).startsWith("1: it has Python 3.");
    }

    @Test
    void asksNodesForNothingForOtherJobs() {
        assertThat(jobs.plan(jar(Map.of()), head(Map.of())).needs()).isEmpty();
    }

    @Test
    void passesOnWhatAJobNeedsBesideItsFile() {
        JobDependencies needed = new JobDependencies(
                List.of("org.example:more:1.0"), List.of("${job}/a.jar", "s3a://b/c.jar"), List.of("${job}/helpers.zip"),
                List.of("${job}/words.txt"));

        JobPlan plan = jobs.plan(
                python(needed, Map.of("spark.jars", "/opt/first.jar", "spark.jars.packages", "org.example:other:2.0")),
                head(Map.of()));

        assertThat(conf(plan))
                .contains("spark.jars = /opt/first.jar,${job}/a.jar,s3a://b/c.jar,${artifact:packages}/*.jar\n")
                .contains("spark.submit.pyFiles = ${job}/helpers.zip\n")
                .contains("spark.files = ${job}/words.txt\n")
                .doesNotContain("spark.jars.packages");
        assertThat(plan.artifacts()).hasSize(1);
        assertThat(plan.artifacts().get(0).coordinates()).containsExactly("org.example:other:2.0", "org.example:more:1.0");
        assertThat(plan.artifacts().get(0).exclusions()).contains("org.apache.spark:spark-sql_2.13", "org.scala-lang:*");
    }

    @Test
    void refusesPackagesThatAreNone() {
        assertThatThrownBy(() -> jobs.plan(jar(Map.of("spark.jars.packages", "org.example:more")), head(Map.of())))
                .hasMessage("package 'org.example:more' is no Maven coordinates");
        assertThatThrownBy(() -> jobs.plan(
                        jar(Map.of("spark.jars.packages", "a:b:1", "spark.jars.excludes", "b")), head(Map.of())))
                .hasMessage("package 'b' is no exclusion");
        assertThatThrownBy(() -> jobs.plan(jar(Map.of("spark.jars.repositories", "https://x")), head(Map.of())))
                .hasMessage("'spark.jars.repositories' is Ivy's, and packages are fetched by Maven's settings here");
    }

    @Test
    void refusesModulesOfPythonForOtherJobs() {
        JobRequest request = new JobRequest(
                "report.sql", Optional.empty(), List.of(), Map.of(),
                new JobDependencies(List.of(), List.of(), List.of("${job}/x.py"), List.of()));

        assertThatThrownBy(() -> jobs.plan(request, head(Map.of())))
                .hasMessage("job 'report.sql' is no Python program; leave --py-files out");
    }

    private static JobRequest python(JobDependencies needed, Map<String, String> options) {
        return new JobRequest("count.py", Optional.empty(), List.of("--year", "2001"), options, needed);
    }

    /** Exit code and what it said. */
    private String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONPATH", folder.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() + ": " + said;
    }

    private static JobRequest jar(Map<String, String> options) {
        return new JobRequest(
                "report.jar", Optional.of("org.example.Report"), List.of("2001", "${job}/flights.json"), options);
    }

    private static JobRequest sql(String argument) {
        return new JobRequest("report.sql", Optional.empty(), List.of(argument), Map.of());
    }

    private static String conf(JobPlan plan) {
        return plan.files().get(0).content();
    }

    private static NodeContext head(Map<String, Object> settings) {
        return new NodeContext(
                new WorkspaceName("lab"),
                new ClusterName("demo"),
                new NodeId("demo-head-1"),
                NodeKind.HEAD,
                new NodeTypeName("head.default"),
                Resources.of(1, DataSize.ofGibibytes(2)),
                "127.77.3.1",
                "127.77.3.1",
                Settings.of(settings),
                List.of(new WorkerGroup(
                        new NodeTypeName("worker"), Optional.of(Resources.of(1, DataSize.ofGibibytes(2))), 2)),
                Optional.empty(),
                Secret.of("shared"));
    }
}
