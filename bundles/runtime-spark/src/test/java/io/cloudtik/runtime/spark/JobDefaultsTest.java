package io.cloudtik.runtime.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.WorkerGroup;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobDefaultsTest {

    private static final Resources LAPTOP = Resources.of(1, DataSize.ofGibibytes(2));
    private static final Resources SERVER = Resources.of(64, DataSize.ofGibibytes(512));
    private static final Optional<URI> STORAGE = Optional.of(URI.create("file:///data/lab"));

    @Test
    void fitsOnALaptop() {
        assertThat(defaults(LAPTOP, 2, Map.of()))
                .containsEntry("spark.driver.memory", "512m")
                .containsEntry("spark.driver.maxResultSize", "256m")
                .containsEntry("spark.executor.cores", "1")
                .containsEntry("spark.executor.memory", "1280m")
                .containsEntry("spark.executor.defaultJavaOptions", "-XX:+UseSerialGC -XX:ActiveProcessorCount=2")
                .containsEntry("spark.sql.shuffle.partitions", "8")
                .containsEntry("spark.dynamicAllocation.initialExecutors", "2");
    }

    @Test
    void fillsAServer() {
        assertThat(defaults(SERVER, 20, Map.of()))
                .containsEntry("spark.driver.memory", "8192m")
                .containsEntry("spark.executor.cores", "4")
                .containsEntry("spark.executor.memory", "27280m")
                .containsEntry("spark.executor.defaultJavaOptions", "-XX:+UseG1GC -XX:ActiveProcessorCount=4")
                .containsEntry("spark.sql.shuffle.partitions", "2000")
                .containsEntry("spark.dynamicAllocation.initialExecutors", "8");
    }

    @Test
    void letsTheUserHaveTheLastWordOnEverything() {
        Map<String, String> before = defaults(LAPTOP, 2, Map.of());
        Map<String, Object> conf = new HashMap<>();
        before.keySet().forEach(property -> conf.put(property, "mine"));

        assertThat(defaults(LAPTOP, 2, conf).values()).containsOnly("mine");
    }

    @Test
    void keepsWhatOutlivesTheClusterInTheStorageOfItsWorkspace() {
        assertThat(defaults(LAPTOP, 2, Map.of()))
                .containsEntry("spark.eventLog.dir", "file:/data/lab/spark/demo/events")
                .containsEntry("spark.storage.decommission.fallbackStorage.path", "file:/data/lab/spark/demo/blocks/")
                .containsEntry("spark.dynamicAllocation.shuffleTracking.enabled", "false");
        assertThat(JobDefaults.of(node(LAPTOP, 2, Map.of(), Optional.empty()), SparkSettings.of(Settings.empty())))
                .containsEntry("spark.eventLog.dir", "${dir:spark-events}")
                .containsEntry("spark.dynamicAllocation.shuffleTracking.enabled", "true")
                .doesNotContainKey("spark.storage.decommission.fallbackStorage.path");
    }

    /** Spark reads the first as a URI, and the others letter by letter. */
    @Test
    void takesAStorageWhosePathHasABlank() {
        NodeContext node = node(LAPTOP, 2, Map.of(), Optional.of(URI.create("file:///my%20data/lab")));

        assertThat(JobDefaults.of(node, SparkSettings.of(Settings.empty())))
                .containsEntry("spark.eventLog.dir", "file:/my%20data/lab/spark/demo/events")
                .containsEntry("spark.storage.decommission.fallbackStorage.path", "file:/my data/lab/spark/demo/blocks/");
        assertThat(SparkStorage.of(node).history()).isEqualTo("file:/my data/lab/spark/demo/events");
    }

    @Test
    void authenticatesUnlessTheUserWillNot() {
        assertThat(defaults(LAPTOP, 2, Map.of()))
                .containsEntry("spark.authenticate", "true")
                .containsEntry("spark.authenticate.secret", "shared");
        assertThat(defaults(LAPTOP, 2, Map.of("spark.authenticate", "false"))).doesNotContainKey("spark.authenticate.secret");
    }

    @Test
    void givesTheConnectServerNothingThatFollowsTheNumberOfWorkers() {
        NodeContext few = node(LAPTOP, 2, Map.of(), STORAGE);
        NodeContext many = node(LAPTOP, 30, Map.of(), STORAGE);
        SparkSettings settings = SparkSettings.of(Settings.empty());

        assertThat(ConnectDefaults.of(few, settings))
                .isEqualTo(ConnectDefaults.of(many, settings))
                .containsEntry("spark.connect.grpc.binding.address", "127.77.3.1")
                .containsEntry("spark.dynamicAllocation.initialExecutors", "0");
    }

    private static Map<String, String> defaults(Resources each, int workers, Map<String, Object> conf) {
        NodeContext node = node(each, workers, conf, STORAGE);
        return JobDefaults.of(node, SparkSettings.of(node.settings()));
    }

    private static NodeContext node(Resources each, int workers, Map<String, Object> conf, Optional<URI> storage) {
        return new NodeContext(
                new WorkspaceName("lab"),
                new ClusterName("demo"),
                new NodeId("demo-head"),
                NodeKind.HEAD,
                new NodeTypeName("head.default"),
                each,
                "127.77.3.1",
                "127.77.3.1",
                Settings.of(Map.of("conf", conf)),
                List.of(new WorkerGroup(new NodeTypeName("worker.default"), Optional.of(each), workers)),
                storage,
                Secret.of("shared"));
    }
}
