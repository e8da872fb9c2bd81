package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.control.DecisionReport;
import io.cloudtik.api.control.Explanation;
import io.cloudtik.api.control.NodeStory;
import io.cloudtik.api.control.ScaleRequest;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.contracts.runtime.FakeRuntime;
import io.cloudtik.core.journal.Differences;
import io.cloudtik.core.journal.RecordedDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

/** A real controller on a provider in memory, and what can be said of it later. */
class ExplainerTest {

    @TempDir
    private Path home;

    private FakeHead head;
    private ClusterController controller;

    @BeforeEach
    void asksForAWorker() throws IOException {
        head = new FakeHead(home);
        head.runtimes().add(FakeRuntime.named("shell"), Version.emptyVersion);
        controller = head.controller();
        controller.wanted().scale(new ScaleRequest(
                Optional.empty(), Optional.of(1), Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), false));
    }

    private void pass(int times) {
        for (int i = 0; i < times; i++) {
            controller.pass();
            head.time().advance(Duration.ofSeconds(20));
        }
    }

    private ClusterStatus status() {
        return new ClusterStatus(
                controller.spec().workspace(), controller.spec().name(), Optional.empty(), ClusterStatus.Phase.STARTING, "",
                head.time().now(), List.of(), List.of(), Map.of(), List.of(), List.of());
    }

    private static List<String> types(List<ClusterEvent> events) {
        return events.stream().map(ClusterEvent::type).toList();
    }

    @Test
    void tellsWhatWasDecidedFromWhatAndWhatCameOfIt() {
        pass(1);

        Explanation latest = controller.explainer().explain(status(), 10);
        assertThat(latest.decisions()).singleElement().satisfies(decision -> assertThat(decision.actions())
                .singleElement().hasToString(
                        "PlannedAction[verb=launch, subject=demo-worker-1, reason=node type 'worker.default' has 0 of 1]"));
        DecisionReport report = controller.explainer().decision(latest.decisions().get(0).id());
        assertThat(report.inputs()).extracting(fact -> fact.subject() + ": " + fact.text())
                .containsExactly("worker.default: 1 wanted");
        assertThat(types(report.outcome())).containsExactly("NODE_LAUNCHING", "NODE_LAUNCHED");
    }

    @Test
    void decidesTheSameAgainFromEachRecord() {
        pass(2);
        head.provider().nodes().forEach(node -> head.provider().move(node.id(), CloudNode.State.TERMINATED, "spot"));
        pass(3);

        Explanation latest = controller.explainer().explain(status(), 100);
        assertThat(latest.decisions()).hasSizeGreaterThan(1);
        latest.decisions().forEach(decision -> {
            DecisionReport report = controller.explainer().decision(decision.id());
            RecordedDecision recorded =
                    head.codec().decode(head.codec().encode(report.recorded()), RecordedDecision.class);
            assertThat(Differences.between(recorded.plan(), recorded.decideAgain())).isEmpty();
        });
    }

    @Test
    void tellsTheStoryOfAPlaceOverItsMachines() {
        pass(1);
        head.provider().nodes().forEach(node -> head.provider().move(node.id(), CloudNode.State.TERMINATED, "ended by spot"));
        pass(1);

        NodeStory story = controller.explainer().node(status(), "demo-worker-1-r1");

        assertThat(story.node()).isEqualTo("demo-worker-1");
        assertThat(types(story.story()))
                .containsSubsequence("NODE_LAUNCHING", "NODE_LAUNCHED", "NODE_LAUNCHING", "NODE_LAUNCHED");
        assertThat(story.story()).extracting(ClusterEvent::message)
                .contains("demo-worker-1: its machine is TERMINATED (ended by spot)");
        assertThat(story.story()).allSatisfy(event -> assertThat(event.decision()).startsWith("d1-"));
    }

    @Test
    void keepsAStoryOverTheLifeOfAController() {
        pass(1);
        controller.close();
        controller = head.controller();

        assertThat(types(controller.explainer().node(status(), "demo-worker-1").story()))
                .contains("NODE_LAUNCHING", "NODE_LAUNCHED");
    }

    @Test
    void keepsTheChoiceLongerThanWhatItWasMadeFrom() throws IOException {
        pass(1);
        String id = controller.explainer().explain(status(), 1).decisions().get(0).id();
        try (Stream<Path> records = Files.list(home.resolve("journal/decisions"))) {
            for (Path record : records.toList()) {
                Files.delete(record);
            }
        }

        DecisionReport report = controller.explainer().decision(id);

        assertThat(report.decision().actions()).hasSize(1);
        assertThat(report.inputs()).isEmpty();
        assertThat(report.recorded().isEmpty()).isTrue();
    }

    @Test
    void recordsNothingOfTheUsersSettings() throws IOException {
        pass(1);

        String id = controller.explainer().explain(status(), 1).decisions().get(0).id();
        assertThat(head.codec().encode(controller.explainer().decision(id).recorded()))
                .contains("worker.default")
                .doesNotContain("provider").doesNotContain("nodeConfig");
    }

    @Test
    void saysWhatItDoesNotKnow() {
        assertThatThrownBy(() -> controller.explainer().node(status(), "demo-worker-9"))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
                .hasMessageContaining("nothing is known of a node 'demo-worker-9'");
        assertThatThrownBy(() -> controller.explainer().decision("d7-7")).hasMessageContaining("'d7-7'");
    }
}
