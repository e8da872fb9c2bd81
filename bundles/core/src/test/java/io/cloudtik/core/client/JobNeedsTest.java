package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.runtime.NodeNeed;
import io.cloudtik.contracts.exec.RecordingExecutor;
import io.cloudtik.core.time.DirectScheduler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobNeedsTest {

    private static final NodeNeed PYTHON = new NodeNeed("Python 3.9", List.of("look", "python3"), "install it");

    private final Map<String, CommandResult> answers = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void step(String subject, String message) {
            told.add(subject + " " + message);
        }

        @Override
        public void activity(String subject, String message) {
            told.add(subject + " " + message);
        }
    };

    @Test
    void isContentIfEachNodeHasIt() {
        needs("demo-head", "demo-worker-1").require(List.of(PYTHON), progress);

        assertThat(told).isEmpty();
    }

    @Test
    void namesEachNodeThatLacksItAndWhatItHas() {
        answers.put("demo-worker-1", new CommandResult(1, "", "some warning\nit has Python 3.7\n"));
        answers.put("demo-worker-2", new CommandResult(9, "", ""));

        assertThatThrownBy(() -> needs("demo-head", "demo-worker-1", "demo-worker-2").require(List.of(PYTHON), progress))
                .isInstanceOfSatisfying(PlatformException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Kind.INVALID);
                    assertThat(refusal).hasMessage("the job needs Python 3.9 on each node: demo-worker-1: it has Python 3.7;"
                            + " demo-worker-2: looking for it ended with code 9");
                    assertThat(refusal.remedy()).contains("install it");
                });
    }

    @Test
    void goesOnWithoutANodeThatCannotBeAsked() {
        needs("demo-head", "gone").require(List.of(PYTHON), progress);

        assertThat(told).containsExactly("gone could not be asked for Python 3.9: connection refused");
    }

    private JobNeeds needs(String... nodes) {
        return new JobNeeds(
                new NodeRun(this::connect, new DirectScheduler()), List.of(nodes).stream().map(JobNeedsTest::member).toList());
    }

    private CommandExecutor connect(Member member) {
        if (member.node().value().equals("gone")) {
            throw new PlatformException(Kind.UNAVAILABLE, "connection refused");
        }
        CommandResult answer = answers.getOrDefault(member.node().value(), new CommandResult(0, "", ""));
        return new RecordingExecutor().answer("look", answer);
    }

    private static Member member(String id) {
        return new Member(
                new NodeId(id), NodeKind.WORKER,
                new CloudNode("m-" + id, CloudNode.State.RUNNING, "10.0.0.1", Map.of(), Instant.EPOCH, ""),
                new NodeAccess(id + ".example", 22, "ann", Optional.empty(), Optional.empty()));
    }
}
