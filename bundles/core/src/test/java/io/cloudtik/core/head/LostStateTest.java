package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.state.Durability;
import io.cloudtik.api.spi.state.StateBackend;
import io.cloudtik.api.spi.state.StateKey;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.control.ControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

/** A cluster of two workers whose shared state does not answer, is damaged, or is gone. */
class LostStateTest {

    @TempDir
    private Path home;

    private FakeHead head;
    private ClusterController controller;
    private Set<String> machines;

    @BeforeEach
    void start() throws IOException {
        head = new FakeHead(home);
        head.runtimes().add(FakeRuntime.named("shell"), Version.emptyVersion);
        Files.writeString(home.resolve(ControlPlane.CLUSTER_FILE),
                FakeHead.CLUSTER.replace("\"min_workers\": 0", "\"min_workers\": 2"));
        controller = head.controller();
        controller.pass();
        controller.pass();
        machines = machines();
        assertThat(machines).hasSize(2);
    }

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void takesItsMachinesBackByTheirTagsAndLaunchesNone() {
        head.state().flush();

        passes(10);

        assertThat(machines()).isEqualTo(machines);
        assertThat(slots()).extracting(NodeSlot::cloudId).containsExactlyInAnyOrderElementsOf(machines);
        assertThat(events()).containsSubsequence("STATE_LOST", "NODE_ADOPTED", "NODE_ADOPTED", "STATE_REBUILT");
    }

    @Test
    void takesThemBackAlsoAsAnotherControllerWhoseEpochIsAboveTheFirst() {
        head.state().flush();
        ClusterController second = head.controller();

        assertThat(second.epoch()).isGreaterThan(controller.epoch());
        assertThatThrownBy(controller::pass).hasMessageContaining("has taken over");
        controller.close();
        controller = second;
        passes(10);

        assertThat(machines()).isEqualTo(machines);
        assertThat(slots()).extracting(NodeSlot::cloudId).containsExactlyInAnyOrderElementsOf(machines);
    }

    @Test
    void launchesNothingUntilTwoCompleteListingsAgree() {
        String lost = machines.iterator().next();
        head.provider().forget(lost);
        head.state().flush();
        head.provider().listingsAreComplete(false);

        passes(20);
        assertThat(head.provider().launches()).hasSize(2);
        assertThat(controller.reports().debug("").waiting()).extracting(Wait::reason).contains(StateLife.REBUILDING);

        head.provider().listingsAreComplete(true);
        passes(10);
        assertThat(head.provider().launches()).as("what is missing is launched").hasSizeGreaterThan(2);
    }

    @Test
    void endsTheRebuildingAlsoWhenTheAnswerToThatWasLost() {
        head.state().flush();
        head.state().loseNextAnswerAbout(StateKey.durable("reign", "life"));
        assertThatThrownBy(() -> passes(10)).hasMessageContaining("was lost");

        passes(10);

        assertThat(events()).containsOnlyOnce("STATE_REBUILT");
        assertThat(machines()).isEqualTo(machines);
    }

    @Test
    void tellsAgainWhatUsersAskedFor() {
        controller.wanted().scale(new ScaleRequest(
                Optional.of(Demo.WORKER_TYPE), Optional.of(3), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(),
                List.of(), false));
        passes(2);
        head.state().flush();

        passes(10);

        assertThat(head.state().list(Durability.DURABLE, "worker-request")).hasSize(1);
        assertThat(machines()).hasSize(3).containsAll(machines);
    }

    @Test
    void givesNoNodeUpForTheTimeInWhichTheStoreWasDeaf() {
        head.provider().settle();
        passes(3);
        Set<String> before = machines();
        head.state().reachable(false);
        for (int i = 0; i < 20; i++) {
            head.time().advance(Duration.ofMinutes(1));
            assertThatThrownBy(controller::pass).isInstanceOf(PlatformException.class);
        }
        head.state().reachable(true);

        passes(5);

        assertThat(machines()).isEqualTo(before);
        assertThat(head.provider().launches()).hasSize(2);
    }

    @Test
    void tellsOfARecordThatWasSetAside() {
        head.state().compareAndSet(
                StateKey.durable("quarantine", "slot.1"), "{", 0, controller.epoch());

        passes(11);

        assertThat(events()).containsOnlyOnce("RECORD_QUARANTINED");
        assertThat(head.meters().metrics())
                .filteredOn(metric -> metric.name().equals("cloudtik_quarantined_records"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.samples().get(0).value()).isEqualTo(1));
    }

    @Test
    void goesOnAlthoughANodeWritesWhatIsNoBeat() {
        head.state().put(
                StateKey.ofVolatile(StateBackend.HEARTBEAT_TABLE, "demo-worker-1"), "no beat", Duration.ofMinutes(1));

        passes(3);

        assertThat(events()).containsOnlyOnce("HEARTBEAT_UNREADABLE");
    }

    private void passes(int count) {
        for (int i = 0; i < count; i++) {
            head.time().advance(Duration.ofSeconds(1));
            controller.pass();
        }
    }

    private Set<String> machines() {
        return head.provider().nodes().stream()
                .filter(machine -> machine.state().isAlive())
                .map(CloudNode::id)
                .collect(Collectors.toSet());
    }

    private List<NodeSlot> slots() {
        return head.state().list(Durability.DURABLE, "slot").values().stream()
                .map(value -> head.codec().decode(value.text(), NodeSlot.class))
                .filter(NodeSlot::isWanted)
                .toList();
    }

    private List<String> events() {
        return controller.reports().events(100).stream().map(ClusterEvent::type).toList();
    }
}
