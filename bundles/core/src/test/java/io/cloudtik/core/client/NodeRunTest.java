package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.control.NodeOperations.Outcome;
import io.cloudtik.api.control.NodeSelection;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.contracts.exec.RecordingExecutor;
import io.cloudtik.core.time.DirectScheduler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeRunTest {

    private static final Member HEAD = member("demo-head", NodeKind.HEAD, "10.0.0.1");
    private static final Member ONE = member("demo-worker-1", NodeKind.WORKER, "10.0.0.2");
    private static final Member TWO = member("demo-worker-2", NodeKind.WORKER, "10.0.0.3");
    private static final List<Member> ALL = List.of(HEAD, ONE, TWO);

    private final DirectScheduler scheduler = new DirectScheduler();
    private final List<RecordingExecutor> executors = new ArrayList<>();
    private final NodeRun run = new NodeRun(this::connect, scheduler);

    private RecordingExecutor connect(Member member) {
        if (member == ONE) {
            throw new PlatformException(Kind.UNAVAILABLE, "connection refused");
        }
        RecordingExecutor executor = new RecordingExecutor();
        executors.add(executor);
        return executor;
    }

    private static Member member(String id, NodeKind kind, String address) {
        return new Member(
                new NodeId(id), kind,
                new CloudNode("m-" + id, CloudNode.State.RUNNING, address, Map.of(), Instant.EPOCH, ""),
                new NodeAccess(id + ".example", 22, "ann", Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsHowEachNodeWentAlsoIfOneCannotBeReached(boolean parallel) {
        List<Outcome> outcomes = run.each(ALL, parallel, (member, executor) -> member == TWO ? 3 : 0);

        assertThat(outcomes).containsExactly(
                new Outcome(HEAD.node(), Optional.of(0), ""),
                new Outcome(ONE.node(), Optional.empty(), "connection refused"),
                new Outcome(TWO.node(), Optional.of(3), ""));
        assertThat(executors).hasSize(2).allMatch(RecordingExecutor::isClosed);
        assertThat(scheduler.open()).isEmpty();
    }

    @Test
    void throwsTheFailureOfTheOneNodeThatIsMeant() {
        assertThatThrownBy(() -> run.one(ONE, (member, executor) -> 0)).hasMessage("connection refused");
    }

    @Test
    void selectsNodesByNameAddressAndKind() {
        assertThat(Member.select(ALL, NodeSelection.head())).containsExactly(HEAD);
        assertThat(Member.select(ALL, NodeSelection.node(TWO.node()))).containsExactly(TWO);
        assertThat(Member.select(ALL, NodeSelection.address("10.0.0.2"))).containsExactly(ONE);
        assertThat(Member.select(ALL, NodeSelection.address("demo-worker-2.example"))).containsExactly(TWO);
        assertThat(Member.select(ALL, NodeSelection.workers())).containsExactly(ONE, TWO);
        assertThat(Member.select(ALL, NodeSelection.all())).isEqualTo(ALL);
    }

    @Test
    void namesTheNodesThereAreIfNoneIsMeant() {
        assertThatThrownBy(() -> Member.select(List.of(HEAD, ONE), NodeSelection.address("10.9.9.9")))
                .hasMessage("the cluster has no node at '10.9.9.9' that runs; it has: "
                        + "demo-head at 10.0.0.1, demo-worker-1 at 10.0.0.2");
    }
}
