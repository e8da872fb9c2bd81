package io.cloudtik.node.service;

import static io.cloudtik.node.service.SupervisedNode.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.node.DrainStatus;
import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.node.system.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeDrainIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Says that it heard the signal, and goes on living, as Spark's worker does; and first that it listens. */
    private static final String HEARS = "trap 'echo heard >heard' PWR; echo >listens; while :; do sleep 0.1; done";

    @TempDir
    Path home;

    private final List<ServiceSpec> started = new ArrayList<>();
    private SupervisedNode node;
    private NodeDrain drain;

    @BeforeEach
    void open() {
        node = new SupervisedNode(home);
        drain = new NodeDrain(node.supervisor);
    }

    @AfterEach
    void close() {
        drain.close();
        node.close();
    }

    @Test
    void signalsTheServiceAndAwaitsTheCommandBesideIt() {
        start("one", HEARS);
        node.await("it listens", () -> Files.exists(home.resolve("listens")));

        drain.begin(List.of(drainable("one", "PWR", PATIENCE, "while [ ! -e heard ]; do sleep 0.1; done; echo $FROM >done")));

        awaitState(DrainStatus.State.DRAINED);
        assertThat(drain.status().orElseThrow().detail()).isEmpty();
        assertThat(home.resolve("done")).hasContent("the-service");
        assertThat(node.status("one").state()).as("it is the controller that ends it").isEqualTo(ServiceState.HEALTHY);
    }

    @Test
    void tellsWhatItIsAtAndWhyItFailed() throws IOException {
        start("one", "exec sleep 1000");

        drain.begin(List.of(
                drainable("one", "", PATIENCE, "echo 2 executors left; while [ ! -e go ]; do sleep 0.1; done; echo gave up; exit 3")));
        node.await("it says what it is at", () -> drain.status().orElseThrow().detail().equals("one: 2 executors left"));
        Files.createFile(home.resolve("go"));

        awaitState(DrainStatus.State.FAILED);
        assertThat(drain.status().orElseThrow().detail()).isEqualTo("one: exit code 3: gave up");
    }

    @Test
    void givesUpAfterItsTimeAndDrainsTheOthersAllTheSame() {
        start("one", "exec sleep 1000");
        start("two", "exec sleep 1000");

        drain.begin(List.of(
                drainable("one", "", Duration.ofSeconds(1), "echo still at it; exec sleep 1000"),
                drainable("two", "", PATIENCE, "touch done")));

        awaitState(DrainStatus.State.FAILED);
        // On a busy machine it has not even said anything by then.
        assertThat(drain.status().orElseThrow().detail()).isIn(
                "one: not done within 1 s: still at it", "one: not done within 1 s");
        assertThat(home.resolve("done")).exists();
    }

    @Test
    void awaitsTheEndOfAServiceWithoutACommand() {
        // As the plan of a node that drains has it: what ends stays ended.
        start("one", "trap 'exit 0' PWR; echo >listens; while :; do sleep 0.1; done", RestartPolicy.NEVER);
        node.await("it listens", () -> Files.exists(home.resolve("listens")));
        long pid = node.status("one").pid();
        ProcessIdentity process = node.processes.find(pid).orElseThrow();

        drain.begin(List.of(new DrainableService("one", "PWR", List.of(), Map.of(), home, PATIENCE)));

        awaitState(DrainStatus.State.DRAINED);
        assertThat(node.processes.isRunning(process)).isFalse();
    }

    @Test
    void hasNothingToDoWithAServiceThatDoesNotRun() {
        drain.begin(List.of(drainable("never", "PWR", PATIENCE, "exit 1")));

        awaitState(DrainStatus.State.DRAINED);
    }

    @Test
    void beginsOnce() {
        drain.begin(List.of(drainable("never", "", PATIENCE, "exit 1")));
        awaitState(DrainStatus.State.DRAINED);
        start("one", "exec sleep 1000");

        drain.begin(List.of(drainable("one", "", PATIENCE, "exit 1")));

        assertThat(drain.status().orElseThrow().state()).isEqualTo(DrainStatus.State.DRAINED);
    }

    private void start(String name, String script) {
        start(name, script, RestartPolicy.ALWAYS);
    }

    private void start(String name, String script, RestartPolicy policy) {
        ServiceSpec spec = service(name, "cd " + home + "; " + script, SupervisedNode.RUNNING, policy, List.of());
        started.add(spec);
        node.apply(started.toArray(ServiceSpec[]::new));
        node.awaitState(name, ServiceState.HEALTHY);
    }

    private DrainableService drainable(String name, String signal, Duration timeout, String script) {
        return new DrainableService(
                name, signal, List.of("/bin/sh", "-c", script), Map.of("FROM", "the-service"), home, timeout);
    }

    private void awaitState(DrainStatus.State state) {
        node.await("it is " + state, () -> drain.status().orElseThrow().state() == state);
    }
}
