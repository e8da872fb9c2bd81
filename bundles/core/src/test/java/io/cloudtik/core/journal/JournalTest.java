package io.cloudtik.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.Decision;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.ClusterPlanner;
import io.cloudtik.core.cluster.Deadlines;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.PlannerInput;
import io.cloudtik.core.cluster.SlotView;
import io.cloudtik.core.cluster.WantedNodes;
import io.cloudtik.core.stage.Goal;
import io.cloudtik.core.stage.SetUpMark;
import io.cloudtik.core.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private final JacksonRecordCodec codec = new JacksonRecordCodec();
    private final ManualTime time = new ManualTime();

    @TempDir
    private Path folder;

    private Journal journal;

    @BeforeEach
    void opens() {
        journal = open(3);
    }

    private Journal open(long epoch) {
        return new Journal(
                new JournalFiles(folder, JournalFiles.Limits.DEFAULT), codec, time, "1.2.3", epoch);
    }

    static PlannerInput wanting(int workers) {
        WantedNodes wanted = new WantedNodes(
                new WorkspaceName("lab"), new ClusterName("demo"), new ClusterUuid("11111111-2222-3333-4444-555555555555"),
                NodeKind.WORKER,
                List.of(new WantedNodes.Type(
                        new NodeTypeName("worker.default"), workers, "1:0", new Goal(SetUpMark.UNKNOWN, ""))));
        return new PlannerInput(
                PlannerInput.FORM, wanted, Deadlines.DEFAULT,
                new ClusterObservation(Instant.parse("2026-11-22T10:00:00Z"), List.of(), List.of(), List.of()), "");
    }

    private String decide(int workers) {
        PlannerInput input = wanting(workers);
        return journal.decided(input, ClusterPlanner.plan(input));
    }

    @Test
    void namesDecisionsByEpochAndNumber() {
        assertThat(decide(1)).isEqualTo("d3-1");
        assertThat(decide(2)).isEqualTo("d3-2");
        journal = open(4);
        assertThat(decide(1)).isEqualTo("d4-1");

        assertThat(journal.decisions(2)).containsExactly(
                new Decision("d3-2", time.now(), "1.2.3", List.of(
                        new PlannedAction("launch", "demo-worker-1", "node type 'worker.default' has 0 of 2"),
                        new PlannedAction("launch", "demo-worker-2", "node type 'worker.default' has 1 of 2"))),
                new Decision("d4-1", time.now(), "1.2.3", List.of(
                        new PlannedAction("launch", "demo-worker-1", "node type 'worker.default' has 0 of 1"))));
    }

    @Test
    void keepsAllThatADecisionWasMadeFrom() {
        RecordedDecision recorded = codec.decode(journal.record(decide(2)).orElseThrow(), RecordedDecision.class);

        assertThat(recorded.input()).isEqualTo(wanting(2));
        assertThat(recorded.plan().launches()).hasSize(2);
        assertThat(Differences.between(recorded.plan(), recorded.decideAgain())).isEmpty();
    }

    @Test
    void recordsTheWholeOfALargeClusterNowAndThenAndItsChoicesAlways() {
        ClusterObservation large = new ClusterObservation(
                time.now(), Collections.nCopies(1_000, slot()), List.of(), List.of());
        PlannerInput input = new PlannerInput(PlannerInput.FORM, wanting(1).wanted(), Deadlines.DEFAULT, large, "");
        ClusterPlan plan = ClusterPlanner.plan(wanting(1));

        String first = journal.decided(input, plan);
        String soon = journal.decided(input, plan);
        time.advance(Duration.ofSeconds(2));
        String later = journal.decided(input, plan);

        assertThat(journal.record(first)).isPresent();
        assertThat(journal.record(soon)).isEmpty();
        assertThat(journal.record(later)).isPresent();
        assertThat(journal.decisions(10)).extracting(Decision::id).containsExactly(first, soon, later);
    }

    private static SlotView slot() {
        NodeSlot slot = new NodeSlot(
                1, NodeKind.WORKER, new NodeTypeName("worker.default"), 1, NodeSlot.Phase.SET_UP, new NodeId("demo-worker-1"),
                "token", "", "", 0, 0, "", SetUpMark.UNKNOWN);
        return new SlotView(
                slot, "7", Optional.empty(), 0, Duration.ZERO, Optional.empty(), Optional.empty(), false, false, "",
                Duration.ZERO);
    }

    @Test
    void saysWhatIsDecidedOtherwise() {
        ClusterPlan one = ClusterPlanner.plan(wanting(1));
        ClusterPlan two = ClusterPlanner.plan(wanting(2));

        assertThat(Differences.between(one, two)).containsExactly(
                "no longer: launch demo-worker-1: node type 'worker.default' has 0 of 1",
                "now: launch demo-worker-1: node type 'worker.default' has 0 of 2",
                "now: launch demo-worker-2: node type 'worker.default' has 1 of 2");
    }

    @Test
    void readsOnOverALineThatWasCutOff() throws IOException {
        decide(1);
        Files.writeString(folder.resolve("story.jsonl"), "{\"decision\":{\"id\":\"d3-\n", StandardOpenOption.APPEND);
        journal.happened(new ClusterEvent(time.now(), "E", "demo-worker-1", "m", "d3-1"));

        assertThat(journal.decisions(10)).hasSize(1);
        assertThat(journal.mentioning(List.of("\"demo-worker-1\""), 10)).hasSize(2);
    }

    @Test
    void holdsUpNothingThatCannotBeRecorded() throws IOException {
        journal = new Journal(
                new JournalFiles(Files.createFile(folder.resolve("taken")), JournalFiles.Limits.DEFAULT), codec, time, "1", 1);

        assertThat(decide(1)).isEqualTo("d1-1");
        journal.happened(new ClusterEvent(time.now(), "E", "s", "m"));
    }
}
