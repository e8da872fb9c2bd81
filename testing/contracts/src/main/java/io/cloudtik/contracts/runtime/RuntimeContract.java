package io.cloudtik.contracts.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.AuthSpec;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.cluster.RuntimeSpec;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.Download;
import io.cloudtik.api.spi.runtime.Endpoint;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.JobPlan;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.api.spi.runtime.JobSupport;
import io.cloudtik.api.spi.runtime.MavenArtifact;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.WorkerGroup;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every runtime must do. Each test asks a fresh runtime. */
public abstract class RuntimeContract {

    private static final String HEAD = "127.77.3.1";
    private static final String WORKER = "127.77.3.2";
    private static final String SECRET = "a-secret-that-must-not-be-seen-";

    /** A runtime as core would get it. */
    protected abstract Runtime runtime();

    /** A valid block of the runtime; secret keys are added by the suite. */
    protected Settings settings() {
        return Settings.empty();
    }

    /** One request for each kind of file the runtime runs; none if it runs no jobs. */
    protected List<JobRequest> jobs() {
        return List.of();
    }

    @Test
    void describesItselfTheSameAlways() {
        Runtime runtime = runtime();

        assertThat(runtime.describe()).isEqualTo(runtime.describe()).isEqualTo(runtime().describe());
        assertThat(runtime.describe().name()).matches("[a-z][a-z0-9-]*");
        assertThat(runtime.describe().summary()).isNotBlank();
    }

    @Test
    void hasASchemaThatRefusesUnknownKeys() throws JsonProcessingException {
        JsonNode schema = schema();

        assertThat(schema.path("type").asText()).isEqualTo("object");
        assertThat(schema.path("additionalProperties").isBoolean()).as("additionalProperties is said").isTrue();
        assertThat(schema.path("additionalProperties").asBoolean()).isFalse();
    }

    @Test
    void hasItsSecretKeysInItsSchema() throws JsonProcessingException {
        JsonNode properties = schema().path("properties");

        assertThat(runtime().describe().secretKeys()).allMatch(properties::has);
    }

    @Test
    void answersTheSamePlanForTheSameQuestion() {
        Runtime runtime = runtime();

        for (NodeContext node : nodes()) {
            assertThat(runtime.node(node)).isEqualTo(runtime.node(node)).isEqualTo(runtime().node(node));
        }
    }

    @Test
    void namesServicesAndFilesOnceAndOwnsItsServices() {
        String name = runtime().describe().name();

        for (NodePlan plan : plans()) {
            assertThat(plan.services()).extracting(PlannedService::name).doesNotHaveDuplicates();
            assertThat(plan.services()).extracting(PlannedService::runtime).allMatch(name::equals);
            assertThat(plan.files()).extracting(PlannedFile::path).doesNotHaveDuplicates();
            assertThat(artifactNames(plan)).doesNotHaveDuplicates();
        }
    }

    @Test
    void waitsOnlyForServicesOfTheSamePlanAndNeverInACircle() {
        for (NodePlan plan : plans()) {
            Set<String> started = new HashSet<>();
            List<PlannedService> waiting = plan.services();
            while (!waiting.isEmpty()) {
                List<String> ready = waiting.stream()
                        .filter(service -> started.containsAll(service.after()))
                        .map(PlannedService::name)
                        .toList();
                assertThat(ready).as("services that can start before %s", waiting).isNotEmpty();
                started.addAll(ready);
                waiting = waiting.stream().filter(service -> !started.contains(service.name())).toList();
            }
        }
    }

    @Test
    void namesOnlyFilesAndArtifactsOfThePlan() {
        for (NodePlan plan : plans()) {
            List<String> files = plan.files().stream().map(PlannedFile::path).toList();
            assertThat(plan.services()).allSatisfy(service -> assertThat(files).containsAll(service.files()));
            assertThat(artifactNames(plan)).containsAll(PlanTexts.artifacts(PlanTexts.of(plan)));
        }
    }

    @Test
    void bindsEachServiceToTheNodesOwnAddress() {
        for (NodeContext node : nodes()) {
            NodePlan plan = runtime().node(node);
            assertThat(PlanTexts.of(plan)).noneMatch(RuntimeContract::meansAllAddresses);
            for (PlannedService service : plan.services()) {
                if (service.healthCheck().type() != HealthCheck.Type.PROCESS) {
                    assertThat(hostOf(service.healthCheck())).isEqualTo(node.address());
                    assertThat(PlanTexts.of(service, plan)).as(service.name() + " is told where to listen")
                            .anyMatch(text -> text.contains(node.address()));
                }
            }
        }
    }

    @Test
    void showsNoSecretOnACommandLineAndKeepsItInFilesOfTheOwner() {
        for (NodePlan plan : plans()) {
            assertThat(plan.services()).allSatisfy(
                    service -> assertThat(PlanTexts.commands(service)).noneMatch(text -> text.contains(SECRET)));
            assertOwnerAlone(plan.files());
        }
    }

    @Test
    void namesWhereItIsFoundOnce() {
        List<Endpoint> endpoints = runtime().endpoints(cluster());

        assertThat(endpoints).isEqualTo(runtime().endpoints(cluster()));
        assertThat(endpoints).extracting(Endpoint::name).doesNotHaveDuplicates();
        assertThat(endpoints).extracting(Endpoint::description).noneMatch(String::isBlank);
    }

    @Test
    void runsTheJobsItSaysItRuns() {
        if (jobs().isEmpty()) {
            assertThat(runtime().jobs()).isEmpty();
            return;
        }
        JobSupport support = runtime().jobs().orElseThrow();
        for (JobRequest request : jobs()) {
            assertThat(support.accepts(request)).as("accepts %s", request.fileName()).isTrue();
            assertThatCode(() -> support.plan(request, head())).doesNotThrowAnyException();
            assertThat(support.plan(request, head())).isEqualTo(support.plan(request, head()));
        }
        assertThat(support.accepts(unknownKind())).isFalse();
    }

    @Test
    void plansJobsFromWhatTheHeadHas() {
        for (JobPlan plan : jobPlans()) {
            List<String> artifacts = new ArrayList<>(artifactNames(runtime().node(head())));
            plan.artifacts().forEach(artifact -> artifacts.add(artifact.name()));
            assertThat(plan.command()).isNotEmpty();
            assertThat(artifacts).containsAll(PlanTexts.artifacts(PlanTexts.of(plan)));
            assertThat(plan.files()).extracting(PlannedFile::path).doesNotHaveDuplicates();
            assertThat(PlanTexts.of(plan)).noneMatch(RuntimeContract::meansAllAddresses);
        }
    }

    @Test
    void showsNoSecretOnAJobsCommandLine() {
        for (JobPlan plan : jobPlans()) {
            assertThat(plan.command()).noneMatch(text -> text.contains(SECRET));
            assertOwnerAlone(plan.files());
        }
    }

    /** The head of a cluster with a worker, as {@link #worker()}. */
    protected final NodeContext head() {
        return node("demo-head-1", NodeKind.HEAD, "head.default", HEAD);
    }

    protected final NodeContext worker() {
        return node("demo-worker-1", NodeKind.WORKER, "worker.default", WORKER);
    }

    private NodeContext node(String id, NodeKind kind, String type, String address) {
        return new NodeContext(
                new WorkspaceName("lab"),
                new ClusterName("demo"),
                new NodeId(id),
                kind,
                new NodeTypeName(type),
                Resources.of(2, DataSize.ofGibibytes(4)),
                address,
                HEAD,
                settingsWithSecrets(),
                List.of(new WorkerGroup(
                        new NodeTypeName("worker.default"), Optional.of(Resources.of(2, DataSize.ofGibibytes(4))), 2)),
                Optional.of(URI.create("file:///storage")),
                Secret.of(SECRET + "of-the-cluster"));
    }

    /** The cluster of these nodes. */
    private ClusterSpec cluster() {
        NodeContext head = head();
        return new ClusterSpec(
                head.workspace(), head.cluster(), "fake", Settings.empty(), AuthSpec.DEFAULT,
                List.of(
                        new NodeTypeSpec(head.nodeType(), NodeKind.HEAD, 0, 0, Optional.of(head.resources()), Settings.empty()),
                        new NodeTypeSpec(
                                worker().nodeType(), NodeKind.WORKER, 2, 32, Optional.of(worker().resources()), Settings.empty())),
                32,
                List.of(new RuntimeSpec(runtime().describe().name(), settingsWithSecrets())),
                Settings.empty());
    }

    private Settings settingsWithSecrets() {
        Map<String, Object> values = new LinkedHashMap<>(settings().values());
        runtime().describe().secretKeys().forEach(key -> values.put(key, SECRET + key));
        return Settings.of(values);
    }

    private JsonNode schema() throws JsonProcessingException {
        return new JsonMapper().readTree(runtime().describe().schema());
    }

    private List<NodeContext> nodes() {
        return List.of(head(), worker());
    }

    private List<NodePlan> plans() {
        return nodes().stream().map(node -> runtime().node(node)).toList();
    }

    private List<JobPlan> jobPlans() {
        return jobs().stream()
                .map(request -> runtime().jobs().orElseThrow().plan(request, head()))
                .toList();
    }

    private static JobRequest unknownKind() {
        return new JobRequest("notes.of-no-known-kind", Optional.empty(), List.of(), Map.of());
    }

    private static List<String> artifactNames(NodePlan plan) {
        return Stream.concat(
                        plan.mavenArtifacts().stream().map(MavenArtifact::name),
                        plan.downloads().stream().map(Download::name))
                .toList();
    }

    private static boolean meansAllAddresses(String text) {
        return text.contains("0.0.0.0") || text.contains("[::]");
    }

    private static String hostOf(HealthCheck check) {
        return check.type() == HealthCheck.Type.HTTP
                ? URI.create(check.target()).getHost()
                : check.target().substring(0, check.target().lastIndexOf(':'));
    }

    private static void assertOwnerAlone(List<PlannedFile> files) {
        assertThat(files)
                .filteredOn(file -> file.content().contains(SECRET))
                .allSatisfy(file -> assertThat(file.mode() & 077).as("mode of %s for others", file.path()).isZero());
    }
}
