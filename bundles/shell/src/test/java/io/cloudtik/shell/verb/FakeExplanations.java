package io.cloudtik.shell.verb;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.Decision;
import io.cloudtik.api.control.DecisionReport;
import io.cloudtik.api.control.ExplainOperations;
import io.cloudtik.api.control.Explanation;
import io.cloudtik.api.control.Fact;
import io.cloudtik.api.control.NodeStory;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.control.Replay;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.Wait;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be said of one worker that was replaced. */
final class FakeExplanations implements ExplainOperations {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    final List<String> calls = new ArrayList<>();
    List<String> differences = List.of();
    private final Decision decision = new Decision("d1-4", NOON, "0.1.0", List.of(
            new PlannedAction("launch", "demo-worker-1-r1", "demo-worker-1: its machine is TERMINATED"),
            new PlannedAction("terminate", "demo-worker-2", "node type 'worker.default' wants only 1")));
    private final ClusterEvent launched =
            new ClusterEvent(NOON, "NODE_LAUNCHED", "demo-worker-1-r1", "as machine local-7", "d1-4");
    private final Wait wait =
            new Wait("demo-worker-1-r1", "the machine is starting", "given up", Optional.of(NOON.plusSeconds(300)));

    @Override
    public Explanation explain(Path file, int most) {
        calls.add("explain " + file + " " + most);
        return new Explanation(NOON, List.of(decision), List.of(wait));
    }

    @Override
    public NodeStory explainNode(Path file, String node) {
        calls.add("explainNode " + file + " " + node);
        return new NodeStory("demo-worker-1", NOON, Optional.empty(), List.of(wait), List.of(launched));
    }

    @Override
    public DecisionReport explainDecision(Path file, String id) {
        calls.add("explainDecision " + file + " " + id);
        return new DecisionReport(
                decision, List.of(new Fact("worker.default", "1 wanted")), List.of(wait), List.of(launched),
                Settings.of(Map.of("input", Map.of("form", 1L))));
    }

    @Override
    public Replay replay(Path file, String id) {
        calls.add("replay " + file + " " + id);
        return new Replay(decision, "0.2.0", differences);
    }
}
