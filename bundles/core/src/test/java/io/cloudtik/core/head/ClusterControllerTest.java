package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.spi.runtime.NodeContext;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedFile;
import io.cloudtik.api.spi.runtime.Runtime;
import io.cloudtik.api.spi.runtime.RuntimeDescription;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.control.ControlPlane;
import io.cloudtik.core.stage.SetUpMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class ClusterControllerTest {

    private static final StateKey HEAD_PLAN = StateKey.durable(StateBackend.PLAN_TABLE, Demo.HEAD.value());

    @TempDir
    private Path home;

    @Test
    void plansTheHeadAsBeforeWhenAnotherControllerTakesOver() throws IOException {
        FakeHead head = new FakeHead(home);
        Files.writeString(home.resolve(ControlPlane.CLUSTER_FILE),
                FakeHead.CLUSTER.replace("\"min_workers\": 0", "\"min_workers\": 1"));
        head.runtimes().add(new SizedRuntime(), new Version(1, 0, 0));
        ClusterController first = head.controller();
        aWorkerThatMeasuredItself(head, first);
        first.pass();
        String before = head.state().get(HEAD_PLAN).orElseThrow().text();
        long version = head.state().get(HEAD_PLAN).orElseThrow().version();
        first.close();

        ClusterController second = head.controller();
        second.pass();
        second.pass();
        second.close();

        assertThat(before).contains(Demo.RESOURCES.memory().toString());
        assertThat(head.state().get(HEAD_PLAN).orElseThrow().version()).isEqualTo(version);
    }

    @Test
    void changesNothingOnceAnotherHasTakenOver() throws IOException {
        FakeHead head = new FakeHead(home);
        Files.writeString(home.resolve(ControlPlane.CLUSTER_FILE),
                FakeHead.CLUSTER.replace("\"min_workers\": 0", "\"min_workers\": 1"));
        head.runtimes().add(new SizedRuntime(), new Version(1, 0, 0));
        ClusterController first = head.controller();
        ClusterController second = head.controller();

        assertThatThrownBy(first::pass)
                .hasMessageContaining("another controller of this cluster has taken over: the epoch of this one, 1,");

        assertThat(head.provider().launches()).isEmpty();
        second.pass();
        assertThat(head.provider().launches()).hasSize(1);
        first.close();
        second.close();
    }

    @Test
    void tellsOnceWhatTheProviderNoticed() throws IOException {
        FakeHead head = new FakeHead(home);
        head.runtimes().add(new SizedRuntime(), new Version(1, 0, 0));
        ClusterController controller = head.controller();
        head.provider().notice("a part of it was started again");

        controller.pass();
        controller.pass();

        assertThat(controller.reports().events(10))
                .filteredOn(event -> event.type().equals("PROVIDER_NOTICE"))
                .singleElement()
                .satisfies(event -> assertThat(event.message()).isEqualTo("a part of it was started again"));
        controller.close();
    }

    private static void aWorkerThatMeasuredItself(FakeHead head, ClusterController controller) {
        NodeSlot planned = new SlotNames(controller.spec(), Demo.IDENTITY.clusterUuid())
                .planned(NodeKind.WORKER, controller.spec().nodeType(Demo.WORKER_TYPE), 1, 1, "");
        NodeSlot worker = new NodeSlot(
                1, NodeKind.WORKER, Demo.WORKER_TYPE, 1, NodeSlot.Phase.SET_UP, planned.node(), planned.token(),
                planned.launchedWith(), "fake-1", 0, 0, "", SetUpMark.UNKNOWN);
        new StateSlotStore(head.state(), head.codec(), controller.epoch()).save(worker, "");
        Heartbeat beat = new Heartbeat(
                worker.node(), "boot", 1, Demo.RESOURCES, "", List.of(), "", Optional.empty(), Map.of());
        head.state().put(
                StateKey.ofVolatile(StateBackend.HEARTBEAT_TABLE, worker.node().value()), head.codec().encode(beat),
                Duration.ofMinutes(1));
    }

    /** What it writes on the head follows from what workers have, as Spark's sizes do. */
    private static final class SizedRuntime implements Runtime {

        @Override
        public RuntimeDescription describe() {
            return new RuntimeDescription("shell", "Tells what workers have.", "{}", Set.of(), Set.of());
        }

        @Override
        public NodePlan node(NodeContext context) {
            String sizes = context.workers().get(0).resources().map(each -> each.memory().toString()).orElse("unknown");
            return new NodePlan(List.of(), List.of(), List.of(PlannedFile.text("sizes", sizes)), List.of(), Map.of());
        }
    }
}
