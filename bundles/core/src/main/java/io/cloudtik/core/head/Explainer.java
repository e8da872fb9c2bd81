package io.cloudtik.core.head;

import io.cloudtik.api.codec.RecordCodec;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.control.Decision;
import io.cloudtik.api.control.DecisionReport;
import io.cloudtik.api.control.Explanation;
import io.cloudtik.api.control.NodeStory;
import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.api.model.cluster.ClusterStatus;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.api.model.node.NodeStatus;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.journal.Chapter;
import io.cloudtik.core.journal.InputWords;
import io.cloudtik.core.journal.Journal;
import io.cloudtik.core.journal.RecordedDecision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells why the controller did what it did, from its journal and from how the cluster does now. Thread-safe. */
final class Explainer {

    private static final int MOST_CHAPTERS = 1_000;
    private static final Pattern REPLACEMENT = Pattern.compile("-r\\d+$");
    /** What was decided and of which no event tells. */
    private static final String DECIDED = "DECIDED";

    private final Journal journal;
    private final RecordCodec codec;

    Explainer(Journal journal, RecordCodec codec) {
        this.journal = journal;
        this.codec = codec;
    }

    Explanation explain(ClusterStatus now, int most) {
        return new Explanation(now.at(), journal.decisions(most), now.waiting());
    }

    /** @param asked a node's id, of whatever attempt of its slot */
    NodeStory node(ClusterStatus now, String asked) {
        String base = REPLACEMENT.matcher(asked).replaceFirst("");
        Predicate<String> isMeant = Pattern.compile(Pattern.quote(base) + "(-r\\d+)?(/.*)?").asMatchPredicate();
        List<ClusterEvent> story = story(base, isMeant);
        Optional<NodeStatus> node = now.nodes().stream().filter(each -> isMeant.test(each.id().value())).findFirst();
        if (story.isEmpty() && node.isEmpty()) {
            throw new PlatformException(Kind.NOT_FOUND, "nothing is known of a node '" + asked + "'; there are: "
                            + now.nodes().stream().map(each -> each.id().value()).collect(Collectors.joining(", ")))
                    .withRemedy("cloudtik explain <cluster.yaml> shows the latest decisions");
        }
        List<Wait> waiting = now.waiting().stream()
                .filter(wait -> wait.subject().isEmpty() || isMeant.test(wait.subject()))
                .toList();
        return new NodeStory(base, now.at(), node, waiting, story);
    }

    private List<ClusterEvent> story(String base, Predicate<String> isMeant) {
        List<Chapter> chapters = journal.mentioning(
                List.of("\"" + base + "\"", "\"" + base + "-r", "\"" + base + "/"), MOST_CHAPTERS);
        Set<String> told = chapters.stream()
                .flatMap(chapter -> chapter.event().stream())
                .filter(event -> isMeant.test(event.subject()))
                .map(ClusterEvent::decision)
                .collect(Collectors.toCollection(HashSet::new));
        List<ClusterEvent> story = new ArrayList<>();
        for (Chapter chapter : chapters) {
            chapter.event().filter(event -> isMeant.test(event.subject())).ifPresent(story::add);
            chapter.decision()
                    .filter(decision -> !told.contains(decision.id()))
                    .ifPresent(decision -> decision.actions().stream()
                            .filter(action -> isMeant.test(action.subject()))
                            .forEach(action -> story.add(decided(decision, action))));
        }
        return story;
    }

    private static ClusterEvent decided(Decision decision, PlannedAction action) {
        return new ClusterEvent(
                decision.at(), DECIDED, action.subject(), "to " + action.verb() + ": " + action.reason(), decision.id());
    }

    DecisionReport decision(String id) {
        List<Chapter> chapters = journal.mentioning(List.of("\"" + id + "\""), MOST_CHAPTERS);
        List<ClusterEvent> outcome = chapters.stream()
                .flatMap(chapter -> chapter.event().stream())
                .filter(event -> event.decision().equals(id))
                .toList();
        Optional<String> record = journal.record(id);
        if (record.isPresent()) {
            RecordedDecision recorded = codec.decode(record.get(), RecordedDecision.class);
            return new DecisionReport(
                    recorded.decision(), InputWords.of(recorded.input(), recorded.plan()), recorded.plan().waits(), outcome,
                    codec.decode(record.get(), Settings.class));
        }
        Decision decision = chapters.stream()
                .flatMap(chapter -> chapter.decision().stream())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                                Kind.NOT_FOUND, "decision '" + id + "' is not, or no longer, in the journal")
                        .withRemedy("cloudtik explain <cluster.yaml> shows the latest ones"));
        return new DecisionReport(decision, List.of(), List.of(), outcome, Settings.empty());
    }
}
