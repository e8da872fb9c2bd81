package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.spi.runtime.Download;
import io.cloudtik.api.spi.runtime.Drain;
import io.cloudtik.api.spi.runtime.JobDependencies;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.ScrapeEndpoint;
import io.cloudtik.contracts.runtime.RuntimeContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparkRuntimeTest extends RuntimeContract {

    @Override
    protected Runtime runtime() {
        return new SparkRuntime();
    }

    @Override
    protected Settings settings() {
        return Settings.of(Map.of(
                "version", "4.0.0",
                "conf", Map.of("spark.executor.memory", "2g", "spark.worker.timeout", 30L),
                "worker_memory", "3g"));
    }

    @Override
    protected List<JobRequest> jobs() {
        return List.of(
                new JobRequest("report.jar", Optional.of("org.example.Report"), List.of("2001"), Map.of("spark.ui.port", "4050")),
                new JobRequest("report.sql", Optional.empty(), List.of("year=2001"), Map.of()),
                new JobRequest(
                        "report.py", Optional.empty(), List.of("2001"), Map.of(),
                        new JobDependencies(List.of("org.example:more:1"), List.of(), List.of(), List.of())));
    }

    @Test
    void runsAMasterOnTheHeadAndAWorkerOnAWorker() {
        assertThat(runtime().node(head()).services()).extracting(PlannedService::name)
                .containsExactly("spark-master", "spark-history");
        assertThat(runtime().node(worker()).services()).extracting(PlannedService::name).containsExactly("spark-worker");
    }

    @Test
    void leadsWorkersToTheMasterAtTheHeadsAddress() {
        PlannedService worker = runtime().node(worker()).services().get(0);

        assertThat(worker.command()).contains("spark://127.77.3.1:7077");
        assertThat(worker.command()).containsSequence("--host", "127.77.3.2");
    }

    @Test
    void offersWhatItsSettingsSay() {
        assertThat(runtime().node(worker()).services().get(0).command()).containsSequence("--memory", "3072m");
    }

    @Test
    void takesTheJarsOfTheVersionItIsTold() {
        assertThat(runtime().node(worker()).mavenArtifacts())
                .flatExtracting(MavenArtifact::coordinates)
                .containsExactly(
                        "org.apache.spark:spark-core_2.13:4.0.0",
                        "org.apache.spark:spark-sql_2.13:4.0.0",
                        "org.apache.spark:spark-mllib_2.13:4.0.0");
    }

    @Test
    void takesAllOfSparkFromATarballThatIsNamed() {
        Settings block = Settings.of(Map.of("tarball", "https://example.org/spark.tgz", "sha512", "0".repeat(128)));

        NodePlan plan = runtime().node(with(block));

        assertThat(plan.mavenArtifacts()).isEmpty();
        assertThat(plan.downloads()).extracting(Download::name, Download::unpacked).containsExactly(tuple("spark", true));
        assertThat(plan.environment()).containsEntry("SPARK_HOME", "${artifact:spark}").doesNotContainKey("SPARK_DIST_CLASSPATH");
        assertThat(plan.services().get(0).command()).contains("${dir}/spark/daemons:${artifact:spark}/jars/*");
    }

    @Test
    void restartsDaemonsForPropertiesThatConcernThemOnly() {
        NodePlan plan = runtime().node(head());

        assertThat(plan.services().get(0).files()).doesNotContain("spark/conf/spark-defaults.conf");
        assertThat(content(plan, "spark/daemons/daemons.conf"))
                .contains("spark.worker.timeout = 30\n")
                .doesNotContain("spark.executor.memory");
        assertThat(content(plan, "spark/conf/spark-defaults.conf")).contains("spark.executor.memory = 2g\n");
    }

    @Test
    void runsConnectOnDemand() {
        Settings block = Settings.of(Map.of("connect", true, "history_server", false));

        NodePlan plan = runtime().node(with(block));

        assertThat(plan.services()).extracting(PlannedService::name).containsExactly("spark-master", "spark-connect");
        assertThat(plan.mavenArtifacts().get(0).coordinates()).contains("org.apache.spark:spark-connect_2.13:4.0.1");
        assertThat(plan.services().get(1).command()).endsWith("--properties-file", "${dir}/spark/daemons/connect.conf",
                "spark-internal");
    }

    @Test
    void bringsJobsOverAKilledMaster() {
        assertThat(content(runtime().node(head()), "spark/daemons/daemons.conf"))
                .contains("spark.deploy.recoveryMode = FILESYSTEM\n", "spark.deploy.recoveryDirectory = ${dir:spark-recovery}\n");
    }

    @Test
    void letsNobodyEndJobsThroughPagesThatAskNobodyWhoHeIs() {
        NodePlan plan = runtime().node(head());

        assertThat(content(plan, "spark/daemons/daemons.conf"))
                .contains("spark.ui.killEnabled = false\n", "spark.master.ui.decommission.allow.mode = DENY\n");
        assertThat(content(plan, "spark/conf/spark-defaults.conf")).contains("spark.ui.killEnabled = false\n");
    }

    @Test
    void getsThePackagesOfConnectAsThoseOfJobs() {
        Settings block = Settings.of(Map.of("connect", true, "conf", Map.of("spark.jars.packages", "org.example:more:1")));

        NodePlan plan = runtime().node(with(block));

        assertThat(plan.mavenArtifacts()).extracting(MavenArtifact::name).containsExactly("spark", "connect-packages");
        assertThat(content(plan, "spark/daemons/connect.conf"))
                .contains("spark.jars = ${artifact:connect-packages}/*.jar\n")
                .doesNotContain("spark.jars.packages");
    }

    @Test
    void letsAWorkerGiveItsBlocksAwayBeforeItGoes() {
        PlannedService worker = runtime().node(worker()).services().get(0);
        Drain drain = worker.drain().orElseThrow();

        assertThat(drain.signal()).isEqualTo("PWR");
        assertThat(drain.timeout()).isEqualTo(Duration.ofMinutes(20));
        assertThat(drain.command()).endsWith("http://127.77.3.2:8081/json/", "1200");
        assertThat(content(runtime().node(worker()), "spark/daemons/daemons.conf"))
                .contains("spark.decommission.enabled = true\n");
    }

    @Test
    void tellsWhereItsMetricsAre() {
        assertThat(runtime().node(worker()).scrapes())
                .containsExactly(new ScrapeEndpoint("spark-worker", "127.77.3.2", 8081, "/metrics/prometheus/"));
        assertThat(runtime().node(head()).scrapes()).extracting(ScrapeEndpoint::job)
                .containsExactly("spark-master", "spark-applications", "spark-driver", "spark-executors");
    }

    @Test
    void keepsPropertiesFromOtherUsersOfTheMachine() {
        assertThat(runtime().node(head()).files())
                .filteredOn(file -> file.path().endsWith(".conf"))
                .extracting(PlannedFile::mode)
                .containsOnly(0600);
    }

    /** The head with another block. */
    private NodeContext with(Settings block) {
        NodeContext head = head();
        return new NodeContext(
                head.workspace(), head.cluster(), head.node(), head.kind(), head.nodeType(), head.resources(), head.address(),
                head.headAddress(), block, head.workers(), head.storage(), head.secret());
    }

    private static String content(NodePlan plan, String path) {
        return plan.files().stream()
                .filter(file -> file.path().equals(path))
                .map(PlannedFile::content)
                .findFirst()
                .orElseThrow();
    }
}
