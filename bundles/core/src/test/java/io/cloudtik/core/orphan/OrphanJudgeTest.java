package io.cloudtik.core.orphan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.cluster.ClusterName;
import io.cloudtik.api.model.cluster.ClusterUuid;
import io.cloudtik.api.model.cluster.NodeTypeSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.api.model.workspace.WorkspaceName;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.SlotNames;
import io.cloudtik.core.stage.SetUpMark;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrphanJudgeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final ClusterName DEMO = new ClusterName("demo");
    private static final ClusterUuid OURS = new ClusterUuid("11111111-2222-3333-4444-555555555555");
    private static final ClusterUuid OTHER = new ClusterUuid("99999999-2222-3333-4444-555555555555");

    private ClusterClaim claim = new ClusterClaim(
            DEMO, Optional.of(OURS), Optional.of(head(1, NodeSlot.Phase.SET_UP)), Optional.empty(), Optional.empty());
    private HeadAnswer answer = new HeadAnswer(Set.of("m-demo-worker-1"), "");
    private Set<String> givenUp = Set.of();

    private static NodeSlot planned(ClusterUuid uuid, NodeKind kind, int number, int attempt) {
        NodeTypeSpec type =
                new NodeTypeSpec(new NodeTypeName("any"), kind, 0, 1, Optional.empty(), Settings.empty());
        return new SlotNames(new WorkspaceName("lab"), DEMO, uuid).planned(kind, type, number, attempt, "");
    }

    private static NodeSlot head(int attempt, NodeSlot.Phase phase) {
        NodeSlot slot = planned(OURS, NodeKind.HEAD, 0, attempt);
        return new NodeSlot(
                0, NodeKind.HEAD, slot.type(), attempt, phase, slot.node(), slot.token(), slot.launchedWith(), "", 0, 0, "",
                SetUpMark.UNKNOWN);
    }

    private static CloudNode machine(ClusterUuid uuid, NodeKind kind, int number, int attempt) {
        NodeSlot slot = planned(uuid, kind, number, attempt);
        return new CloudNode(
                "m-" + slot.node(), CloudNode.State.RUNNING, "10.0.0.1",
                new SlotNames(new WorkspaceName("lab"), DEMO, uuid).tags(slot, 1), NOW.minusSeconds(600), "");
    }

    private static CloudNode tagged(CloudNode machine, String tag, String value) {
        Map<String, String> tags = new HashMap<>(machine.tags());
        if (value.isEmpty()) {
            tags.remove(tag);
        } else {
            tags.put(tag, value);
        }
        return new CloudNode(machine.id(), machine.state(), machine.address(), tags, machine.launchedAt(), "");
    }

    private static CloudNode launchedAt(CloudNode machine, Instant at) {
        return new CloudNode(machine.id(), machine.state(), machine.address(), machine.tags(), at, "");
    }

    private final CloudNode head = machine(OURS, NodeKind.HEAD, 0, 1);
    private final CloudNode worker = machine(OURS, NodeKind.WORKER, 1, 1);
    private final CloudNode stray = machine(OURS, NodeKind.WORKER, 2, 1);

    private String judge(CloudNode... machines) {
        OrphanJudge judge = new OrphanJudge(Map.of("demo", claim), asked -> answer, givenUp, NOW);
        OrphanJudge.Judgement last = judge.judge(List.of(machines)).get(machines.length - 1);
        return last.verdict() + ": " + last.reason();
    }

    private void recorded(Optional<ClusterUuid> uuid, Optional<NodeSlot> slot) {
        claim = new ClusterClaim(DEMO, uuid, slot, claim.leasedBy(), claim.remembered());
    }

    @Test
    void leavesTheMachinesOfALivingClusterToIt() {
        assertThat(judge(head)).isEqualTo("CLAIMED: it is the head of cluster 'demo'");
        assertThat(judge(head, worker)).isEqualTo("CLAIMED: the head of cluster 'demo' knows it");
        assertThat(judge(head, stray)).isEqualTo("ORPHAN: the head of cluster 'demo' does not know it");
    }

    @Test
    void cannotTellWhoseAMachineIsWhileTheHeadCannotBeAsked() {
        answer = HeadAnswer.none("its key is not here");

        assertThat(judge(head, stray))
                .isEqualTo("UNDECIDED: the head of cluster 'demo' lives and cannot be asked: its key is not here");
        givenUp = Set.of(OURS.value());
        assertThat(judge(head, stray)).isEqualTo("ORPHAN: cluster 'demo' was given up");
    }

    @Test
    void callsTheWorkersOfAClusterOrphansWhoseHeadIsGone() {
        assertThat(judge(worker)).isEqualTo("ORPHAN: the head of cluster 'demo' is gone");
    }

    @ParameterizedTest
    @CsvSource({
        "1, PLANNED,     ORPHAN: an up of cluster demo was broken off before its head was set up",
        "1, LAUNCHED,    ORPHAN: an up of cluster demo was broken off before its head was set up",
        "1, TERMINATING, ORPHAN: its end was begun and not finished",
        "2, SET_UP,      ORPHAN: it was superseded as head by demo-head-r1",
    })
    void callsAHeadAnOrphanThatNobodyGoesOnWith(int attempt, NodeSlot.Phase phase, String verdict) {
        recorded(Optional.of(OURS), Optional.of(head(attempt, phase)));

        assertThat(judge(head).replace("'", "")).isEqualTo(verdict);
    }

    @Test
    void keepsTheOldHeadUntilTheNewOneIsSetUp() {
        recorded(Optional.of(OURS), Optional.of(head(2, NodeSlot.Phase.LAUNCHED)));

        assertThat(judge(head)).startsWith("UNDECIDED: it was the head before");
    }

    @Test
    void endsTheHeadOfAClusterThatIsGivenUpWithItsWorkers() {
        givenUp = Set.of(OURS.value());

        assertThat(judge(stray, head)).isEqualTo("ORPHAN: cluster 'demo' was given up");
    }

    @Test
    void callsNoWorkerAnOrphanWhoseHeadIsStopped() {
        answer = HeadAnswer.none("it is stopped");
        CloudNode stopped = new CloudNode(head.id(), CloudNode.State.STOPPED, "", head.tags(), head.launchedAt(), "");

        assertThat(judge(stopped, worker)).startsWith("UNDECIDED: the head of cluster 'demo' lives and cannot be asked");
    }

    @Test
    void leavesALaterHeadThanIsRecordedAlone() {
        assertThat(judge(machine(OURS, NodeKind.HEAD, 0, 2))).startsWith("UNDECIDED: it is a later head");
    }

    @Test
    void leavesAClusterAloneThatIsBeingBroughtUp() {
        claim = new ClusterClaim(
                DEMO, Optional.of(OURS), Optional.empty(), Optional.of("ann@laptop, since noon"), Optional.empty());

        assertThat(judge(head)).isEqualTo("CLAIMED: cluster 'demo' is being brought up or down by ann@laptop, since noon");
    }

    @Test
    void callsMachinesOfAClusterThatIsRecordedNowhereOrphansUnlessItsHeadLives() {
        recorded(Optional.empty(), Optional.empty());

        assertThat(judge(worker)).isEqualTo("ORPHAN: no cluster 'demo' is recorded in the workspace");
        assertThat(judge(head, worker)).startsWith("UNDECIDED: no cluster 'demo' of its uuid is recorded, but its head lives");
        assertThat(judge(head)).startsWith("UNDECIDED");
        givenUp = Set.of(OURS.value());
        assertThat(judge(head, worker)).startsWith("ORPHAN");
    }

    @Test
    void callsMachinesOfAnEarlierLifeOrphans() {
        recorded(Optional.of(OTHER), Optional.empty());

        assertThat(judge(worker)).isEqualTo("ORPHAN: it is of an earlier life of cluster 'demo', and that life's head is gone");
    }

    @Test
    void leavesWhatThisHomeRemembersToItsStop() {
        claim = new ClusterClaim(DEMO, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(OURS));

        assertThat(judge(worker)).startsWith("UNDECIDED: cluster 'demo' was brought up from here");
    }

    @ParameterizedTest
    @CsvSource({
        "cloudtik-node-id,      ''",
        "cloudtik-generation,   ''",
        "cloudtik-node-id,      demo-worker-7",
        "cloudtik-cluster-uuid, no uuid",
        "cloudtik-cluster,      other",
        "cloudtik-attempt,      first",
        "cloudtik-node-kind,    cow",
    })
    void callsForeignWhatDoesNotBearAllOurTagsOrContradictsItself(String tag, String value) {
        recorded(Optional.empty(), Optional.empty());

        assertThat(judge(tagged(worker, tag, value))).startsWith("FOREIGN");
    }

    @Test
    void doesNotChooseBetweenAMachineAndItsCopy() {
        recorded(Optional.empty(), Optional.empty());
        CloudNode copy = new CloudNode("copy", CloudNode.State.RUNNING, "", worker.tags(), worker.launchedAt(), "");

        assertThat(judge(worker, copy)).isEqualTo("UNDECIDED: 2 machines bear the tags of demo-worker-1: one of them is a copy");
    }

    @Test
    void doesNotCallAYoungMachineAnOrphanYet() {
        assertThat(judge(launchedAt(worker, NOW.minusSeconds(12))))
                .isEqualTo("UNDECIDED: the head of cluster 'demo' is gone; it is only 12 s old");
        assertThat(judge(launchedAt(worker, NOW.plusSeconds(3600)))).as("by a clock that differs").startsWith("UNDECIDED");
    }

    @Test
    void judgesOnlyWhatExists() {
        CloudNode ended = new CloudNode("e", CloudNode.State.TERMINATED, "", worker.tags(), worker.launchedAt(), "");

        assertThat(new OrphanJudge(Map.of(), asked -> answer, Set.of(), NOW).judge(List.of(ended))).isEmpty();
    }
}
