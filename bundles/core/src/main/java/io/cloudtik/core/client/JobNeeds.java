package io.cloudtik.core.client;

import io.cloudtik.api.control.NodeOperations.Outcome;
import io.cloudtik.api.control.Progress;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.runtime.NodeNeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Looks on all nodes at once for what a job needs of each. */
final class JobNeeds {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_NAMED = 5;

    private final NodeRun run;
    private final List<Member> members;

    JobNeeds(NodeRun run, List<Member> members) {
        this.run = run;
        this.members = members;
    }

    /**
     * A node that cannot be asked keeps no job from running: it may be about to go, or to come.
     *
     * @throws PlatformException INVALID, naming the nodes that lack something
     */
    void require(List<NodeNeed> needs, Progress progress) {
        for (NodeNeed need : needs) {
            Map<NodeId, String> lacking = new ConcurrentHashMap<>();
            List<Outcome> outcomes = run.each(members, true, (member, executor) -> {
                CommandResult result = executor.run(new Command(need.command(), Map.of(), "", PATIENCE));
                if (!result.isSuccess()) {
                    lacking.put(member.node(), lastLine(result));
                }
                return result.exitCode();
            });
            outcomes.stream()
                    .filter(outcome -> outcome.exitCode().isEmpty())
                    .forEach(outcome -> progress.step(
                            outcome.node().value(), "could not be asked for " + need.what() + ": " + outcome.failure()));
            if (!lacking.isEmpty()) {
                throw new PlatformException(Kind.INVALID, "the job needs " + need.what() + " on each node: " + words(lacking))
                        .withRemedy(need.remedy());
            }
        }
    }

    private static String lastLine(CommandResult result) {
        List<String> lines = new ArrayList<>(result.stdout().lines().toList());
        lines.addAll(result.stderr().lines().toList());
        return lines.stream()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("looking for it ended with code " + result.exitCode())
                .strip();
    }

    private static String words(Map<NodeId, String> lacking) {
        String named = new TreeMap<>(lacking).entrySet().stream()
                .limit(MOST_NAMED)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("; "));
        return lacking.size() > MOST_NAMED ? named + "; and " + (lacking.size() - MOST_NAMED) + " more" : named;
    }
}
