package io.cloudtik.node.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.installation.Role;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeIdentity;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.model.node.ServiceStatus;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.runtime.Checksum;
import io.cloudtik.api.spi.runtime.Download;
import io.cloudtik.api.spi.runtime.Drain;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.api.spi.state.StateAddress;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.api.spi.state.StateValue;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.installation.FolderInstallation;
import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeControllerIT {

    private static final NodeId NODE = new NodeId("demo-worker-1");
    private static final StateKey HEARTBEAT = StateKey.ofVolatile("heartbeat", NODE.value());
    private static final StateKey PLAN = StateKey.durable("plan", NODE.value());
    private static final HealthCheck RUNNING = new HealthCheck(
            HealthCheck.Type.PROCESS, "", Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(10));

    @TempDir
    Path home;

    private final RecordCodec codec = new JacksonRecordCodec();
    private final FakeBackend backend = new FakeBackend();
    private NodeController controller;

    @BeforeEach
    void setUp() throws IOException {
        Files.createDirectories(home.resolve("node"));
        NodeIdentity identity = new NodeIdentity(
                NODE,
                NodeKind.WORKER,
                new NodeTypeName("worker.default"),
                "127.0.0.1",
                "127.0.0.1",
                new WorkspaceName("demo"),
                new ClusterName("demo"),
                new ClusterUuid("00000000-0000-0000-0000-000000000001"),
                Optional.of(Resources.of(2, DataSize.ofGibibytes(1))));
        Files.writeString(home.resolve("node/identity.json"), codec.encode(identity));
        StateAddress address =
                new StateAddress("uuid", "127.0.0.1", 1, List.of(2), NODE.value(), Secret.of("password"));
        Files.writeString(home.resolve("node/state.properties"), address.toProperties());
        backend.store.nextEpoch();
    }

    @AfterEach
    void endAll() throws IOException {
        if (controller == null) {
            start();
        }
        backend.answers = true;
        Files.deleteIfExists(home.resolve("node/system-plan.json"));
        controller.deactivate();
        start();
        publish(NodePlan.EMPTY);
        awaitBeat("all services are over", beat -> beat.services().isEmpty());
        Path records = home.resolve("run/services");
        Eventually.await("no process is left", Duration.ofSeconds(10), () -> records.toFile().list().length == 0);
        controller.deactivate();
    }

    @Test
    void beatsWithWhatItIsAndHas() {
        start();

        Heartbeat first = awaitBeat("a beat", beat -> true);
        Heartbeat later = awaitBeat("a later beat", beat -> beat.sequence() > first.sequence());

        assertThat(later.node()).isEqualTo(NODE);
        assertThat(later.bootId()).isEqualTo(first.bootId());
        assertThat(later.resources()).isEqualTo(Resources.of(2, DataSize.ofGibibytes(1)));
        assertThat(later.planHash()).isEmpty();
        assertThat(later.metrics()).containsKey("disk_free_bytes");
    }

    @Test
    void startsTheSystemPlanBeforeTheSharedStateIsThere() throws IOException {
        backend.answers = false;
        Files.writeString(home.resolve("node/system-plan.json"), codec.encode(plan(service("redis", "system"))));
        start();
        Path log = home.resolve("logs/redis.log");
        Eventually.await("redis runs", Duration.ofSeconds(10), () -> log.toFile().length() > 0);

        backend.answers = true;

        Heartbeat beat = awaitBeat("redis is told", b -> b.services().stream().anyMatch(ServiceStatus::isHealthy));
        assertThat(beat.services()).extracting(ServiceStatus::name).containsExactly("redis");
        awaitLog("redis", "system in " + home.resolve("system"));
    }

    @Test
    void appliesItsPlanAndEachChangeOfIt() throws IOException {
        start();
        publish(plan(service("one", "first")));
        Heartbeat beat = awaitBeat("one is healthy", b -> state(b, "one") == ServiceState.HEALTHY);
        assertThat(beat.planHash()).isEqualTo(NodePlan.hashOf(backend.store.get(PLAN).orElseThrow().text()));
        assertThat(home.resolve("plan/greeting")).hasContent("first");
        assertThat(Files.readString(home.resolve("node/plan.json"))).contains("greeting");
        long pid = beat.services().get(0).pid();
        awaitLog("one", "first in " + home.resolve("plan"));

        publish(plan(service("one", "second")));

        Heartbeat changed = awaitBeat("one was started again", b ->
                state(b, "one") == ServiceState.HEALTHY && b.services().get(0).pid() != pid);
        awaitLog("one", "first in " + home.resolve("plan"), "second in " + home.resolve("plan"));
        assertThat(changed.planHash()).isNotEqualTo(beat.planHash());
    }

    @Test
    void neverTellsAHealthyServiceOfAnOlderPlanUnderTheNewPlansHash() {
        start();
        publish(plan(service("one", "first")));
        Heartbeat before = awaitBeat("one is healthy", b -> state(b, "one") == ServiceState.HEALTHY);
        backend.watch(text -> {
            Heartbeat beat = codec.decode(text, Heartbeat.class);
            boolean isOld = beat.services().stream()
                    .anyMatch(service -> service.pid() == before.services().get(0).pid() && service.isHealthy());
            return isOld && !beat.planHash().equals(before.planHash());
        });

        publish(plan(service("one", "second")));

        awaitBeat("one is healthy again", b -> state(b, "one") == ServiceState.HEALTHY && !b.planHash().equals(before.planHash()));
        assertThat(backend.seen()).isEmpty();
    }

    @Test
    void looksAfterItsServicesWhileTheStoreIsDownEvenAfterARestart() throws IOException {
        start();
        publish(plan(service("one", "first")));
        long pid = awaitBeat("one is healthy", b -> state(b, "one") == ServiceState.HEALTHY).services().get(0).pid();
        awaitLog("one", "first in " + home.resolve("plan"));
        backend.answers = false;
        controller.deactivate();
        assertThat(ProcessHandle.of(pid)).isPresent();
        start();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();

        awaitLog("one", "first in " + home.resolve("plan"), "first in " + home.resolve("plan"));
    }

    @Test
    void keepsWhatRunsWhenTheStoreForgotThePlan() {
        start();
        publish(plan(service("one", "first")));
        Heartbeat beat = awaitBeat("one is healthy", b -> state(b, "one") == ServiceState.HEALTHY);
        StateValue value = backend.store.get(PLAN).orElseThrow();

        backend.store.delete(PLAN, value.version(), 1);

        Heartbeat later = awaitBeat("two beats later", b -> b.sequence() > beat.sequence() + 2);
        assertThat(later.services()).isEqualTo(beat.services());
    }

    @Test
    void tellsWhatAServiceWaitsFor() {
        start();
        Download missing = new Download("data", home.resolve("missing").toUri(), Checksum.sha256("0".repeat(64)), new DataSize(1));
        PlannedService needs = service("one", "${artifact:data}");
        publish(new NodePlan(
                List.of(), List.of(missing), List.of(), List.of(needs, service("two", "${java:99}")), Map.of()));

        Heartbeat beat = awaitBeat("the failed fetch is told", b ->
                b.services().stream().anyMatch(service -> service.detail().startsWith("cannot fetch 'data' from file:")));
        assertThat(state(beat, "one")).isEqualTo(ServiceState.WAITING);
        assertThat(state(beat, "two")).isEqualTo(ServiceState.FAILED);
        assertThat(beat.services().get(1).detail()).startsWith("needs a Java 99; looked at ");
    }

    @Test
    void startsAServiceOnceItsArtifactIsThere() throws IOException {
        Path source = Files.writeString(home.resolve("source"), "content");
        URI address = source.toUri();
        String sha256 = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";
        Download data = new Download("data", address, Checksum.sha256(sha256), new DataSize(7));
        start();

        publish(new NodePlan(
                List.of(), List.of(data), List.of(), List.of(service("one", "${artifact:data}")), Map.of()));

        awaitBeat("one is healthy", b -> state(b, "one") == ServiceState.HEALTHY);
        awaitLog("one", home.resolve("cache/sha256/" + sha256) + " in " + home.resolve("plan"));
    }

    @Test
    void givesItsWorkAwayWhenItsPlanSaysSo() {
        PlannedService service = drained(service("one", "first"), "test -e ${dir}/greeting");
        start();
        publish(plan(service));
        Heartbeat before = awaitBeat("one is healthy", b -> state(b, "one") == ServiceState.HEALTHY);
        assertThat(before.drain()).isEmpty();

        publish(plan(service).withDraining());

        Heartbeat beat = awaitBeat("it is drained", b -> b.drain()
                .filter(drain -> drain.state() == DrainStatus.State.DRAINED)
                .isPresent());
        assertThat(beat.services()).isEqualTo(before.services());
    }

    private static PlannedService drained(PlannedService service, String script) {
        Drain drain = new Drain("", List.of("/bin/sh", "-c", script), Duration.ofSeconds(30));
        return new PlannedService(
                service.name(), service.runtime(), service.command(), service.environment(), service.files(),
                service.after(), service.healthCheck(), service.restartPolicy(), service.stopSignal(), service.stopTime(),
                Optional.of(drain));
    }

    private void start() {
        controller = new NodeController(FolderInstallation.at(Role.WORKER, home), codec, backend);
    }

    private void publish(NodePlan plan) {
        long version = backend.store.get(PLAN).map(StateValue::version).orElse(0L);
        backend.store.compareAndSet(PLAN, codec.encode(plan), version, 1);
    }

    /** The beat of which it was true: the next may tell of something else. */
    private Heartbeat awaitBeat(String what, Predicate<Heartbeat> condition) {
        AtomicReference<Heartbeat> seen = new AtomicReference<>();
        Eventually.await(what, Duration.ofSeconds(20), () -> {
            beat().filter(condition).ifPresent(seen::set);
            return seen.get() != null;
        });
        return seen.get();
    }

    private Optional<Heartbeat> beat() {
        return backend.store.get(HEARTBEAT).map(value -> codec.decode(value.text(), Heartbeat.class));
    }

    private static ServiceState state(Heartbeat beat, String service) {
        return beat.services().stream()
                .filter(status -> status.name().equals(service))
                .map(ServiceStatus::state)
                .findFirst()
                .orElse(ServiceState.STOPPED);
    }

    /** A process that runs counts as healthy, and may need its time for its first word. */
    private void awaitLog(String service, String... lines) {
        Path log = home.resolve("logs").resolve(service + ".log");
        Eventually.await(
                service + " has said " + List.of(lines), Duration.ofSeconds(15), () -> List.of(lines).equals(lines(log)));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static NodePlan plan(PlannedService service) {
        PlannedFile greeting = PlannedFile.text("greeting", service.environment().get("GREETING"));
        return new NodePlan(List.of(), List.of(), List.of(greeting), List.of(service), Map.of());
    }

    private static PlannedService service(String name, String greeting) {
        return new PlannedService(
                name,
                "test",
                List.of("/bin/sh", "-c", "echo \"$GREETING in ${dir}\"; exec sleep 1000"),
                Map.of("GREETING", greeting),
                List.of("greeting"),
                List.of(),
                RUNNING,
                RestartPolicy.ALWAYS,
                "TERM",
                Duration.ofMinutes(1),
                Optional.empty());
    }
}
