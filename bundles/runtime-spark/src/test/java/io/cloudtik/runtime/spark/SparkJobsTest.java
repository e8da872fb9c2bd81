package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.WorkerGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparkJobsTest {

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
