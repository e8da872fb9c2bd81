package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Place;
import io.cloudtik.api.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparkChecksTest {

    private static final Resources LAPTOP = Resources.of(1, DataSize.ofGibibytes(2));

    @Test
    void acceptsNodesOfTwoGibibytesWithTheDefaults() {
        assertThat(check(LAPTOP, LAPTOP, Map.of()).list()).isEmpty();
    }

    @Test
    void saysNothingOfMemoryNobodyStated() {
        Resources unstated = Resources.of(2, new DataSize(0));

        assertThat(check(unstated, unstated, Map.of()).list()).isEmpty();
    }

    @Test
    void namesAWorkerTypeThatIsTooSmallAtItsPlace() {
        Problems problems = check(LAPTOP, Resources.of(1, DataSize.ofMebibytes(960)), Map.of());

        assertThat(problems.toString()).isEqualTo(
                "cluster.yaml:20:9: error: node type 'worker.default' has 960 MiB of memory, and Spark with executors of"
                        + " 450 MiB needs a node of 1.0 GiB"
                        + " (give it more, or lower spark.driver.memory, spark.executor.memory or worker_memory under"
                        + " runtime.spark)");
    }

    @Test
    void letsASmallWorkerRunSmallExecutors() {
        Resources small = Resources.of(1, DataSize.ofMebibytes(1152));

        assertThat(check(LAPTOP, small, Map.of("worker_memory", "512m")).list()).isEmpty();
        assertThat(check(LAPTOP, small, conf("spark.executor.memory", "512m")).list()).isEmpty();
    }

    @Test
    void namesAHeadThatIsTooSmallForItsDriver() {
        assertThat(check(LAPTOP, LAPTOP, conf("spark.driver.memory", "4g")).toString())
                .contains("node type 'head.default' has 2 GiB of memory, and Spark with a driver of 4 GiB needs");
    }

    @Test
    void namesATypeWithoutProcessors() {
        assertThat(check(LAPTOP, Resources.of(0, DataSize.ofGibibytes(2)), Map.of()).toString())
                .startsWith("cluster.yaml:20:9: error: node type 'worker.default' has 0 CPUs");
    }

    @Test
    void namesMemoryBelowWhatSparkStartsWith() {
        assertThat(check(LAPTOP, LAPTOP, conf("spark.executor.memory", "300m")).toString())
                .isEqualTo("cluster.yaml:30:5: error: spark.executor.memory is 300 MiB, below the 450 MiB Spark starts with"
                        + " (write 512m or more)");
        assertThat(check(LAPTOP, LAPTOP, Map.of("worker_memory", "300m")).toString())
                .contains("worker_memory is 300 MiB, below the 450 MiB an executor needs");
    }

    @Test
    void namesAnExecutorThatNoWorkerWouldTake() {
        Map<String, Object> block =
                Map.of("worker_memory", "1g", "conf", Map.of("spark.executor.memory", "1200m"));

        assertThat(check(LAPTOP, LAPTOP, block).toString())
                .contains("worker_memory is 1 GiB, below the 1.2 GiB of spark.executor.memory: no executor would ever start");
    }

    @Test
    void namesASizeThatIsNone() {
        assertThat(check(LAPTOP, LAPTOP, conf("spark.driver.memory", "much")).toString())
                .contains("spark.driver.memory 'much' is no size (write 512m or 2g)");
    }

    @Test
    void keepsWhatTheClusterDecides() {
        assertThat(check(LAPTOP, LAPTOP, conf("spark.master", "local[2]")).toString())
                .contains("the cluster itself sets 'spark.master' for its jobs (leave it out)");
    }

    @Test
    void namesPackagesThatAreNone() {
        assertThat(check(LAPTOP, LAPTOP, conf("spark.jars.packages", "org.example:more")).toString()).isEqualTo(
                "cluster.yaml:30:5: error: package 'org.example:more' is no Maven coordinates (write group:artifact:version)");
    }

    @Test
    void wantsATarballWithItsChecksum() {
        String sum = "0".repeat(128);

        assertThat(check(LAPTOP, LAPTOP, Map.of("tarball", "/opt/spark.tgz", "sha512", sum)).list()).isEmpty();
        assertThat(check(LAPTOP, LAPTOP, Map.of("tarball", "https://example.org/spark.tgz")).toString()).isEqualTo(
                "cluster.yaml:30:5: error: the tarball of Spark has no checksum (write sha512: (Apache publishes it beside the"
                        + " file, and sha512sum prints it) or sha256:)");
        assertThat(check(LAPTOP, LAPTOP, Map.of("tarball", "/a.tgz", "sha512", sum, "sha256", sum)).toString())
                .contains("the tarball of Spark has two checksums");
        assertThat(check(LAPTOP, LAPTOP, Map.of("source", "tarball", "sha512", sum)).toString())
                .contains("Spark is to come from a tarball, and no tarball is named");
        assertThat(check(LAPTOP, LAPTOP, Map.of("source", "maven", "tarball", "/a.tgz", "sha512", sum)).toString())
                .contains("tarball has no meaning while Spark comes from Maven", "sha512 has no meaning");
        assertThat(check(LAPTOP, LAPTOP, Map.of("tarball", "https:// x", "sha512", sum)).toString())
                .contains("'https:// x' is neither an https address nor an absolute path");
    }

    @Test
    void namesAnExecutorOfMoreCoresThanAWorkerHas() {
        assertThat(check(LAPTOP, LAPTOP, conf("spark.executor.cores", "2")).toString()).isEqualTo(
                "cluster.yaml:30:5: error: spark.executor.cores is 2, and a worker of type 'worker.default' offers 1:"
                        + " no executor would ever start there (lower it, or give the type more CPUs)");
        assertThat(check(LAPTOP, LAPTOP, conf("spark.executor.cores", "some")).toString())
                .contains("spark.executor.cores 'some' is no number of cores");
    }

    private static Map<String, Object> conf(String key, String value) {
        return Map.of("conf", Map.of(key, value));
    }

    private static Problems check(Resources head, Resources worker, Map<String, Object> block) {
        Settings tree = Settings.located(
                Map.of(
                        "available_node_types", Map.of("worker.default", Map.of("resources", Map.of())),
                        "runtime", Map.of("spark", block)),
                Map.of(
                        List.of("available_node_types", "worker.default", "resources"), new Place("cluster.yaml", 20, 9),
                        List.of("runtime", "spark"), new Place("cluster.yaml", 30, 5)),
                Place.in("cluster.yaml"));
        return new SparkRuntime().validate(new ClusterSpec(
                new WorkspaceName("lab"),
                new ClusterName("demo"),
                "local",
                Settings.empty(),
                AuthSpec.DEFAULT,
                List.of(type("head.default", NodeKind.HEAD, head), type("worker.default", NodeKind.WORKER, worker)),
                2,
                List.of(new RuntimeSpec("spark", tree.section("runtime").section("spark"))),
                tree));
    }

    private static NodeTypeSpec type(String name, NodeKind kind, Resources resources) {
        return new NodeTypeSpec(new NodeTypeName(name), kind, 0, 2, Optional.of(resources), Settings.empty());
    }
}
