package io.cloudtik.core.journal;

import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.core.cluster.ClusterPlan;
import java.util.ArrayList;
import java.util.List;

/** What one plan has and another has not, in words. */
public final class Differences {

    private Differences() {}

    /** A line each; empty if the plans are the same. */
    public static List<String> between(ClusterPlan recorded, ClusterPlan again) {
        List<String> lines = new ArrayList<>();
        List<String> before = words(recorded);
        List<String> now = words(again);
        before.stream().filter(line -> !now.contains(line)).forEach(line -> lines.add("no longer: " + line));
        now.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("now: " + line));
        if (lines.isEmpty() && !recorded.equals(again)) {
            lines.add("the same in words, with other particulars: " + recorded + " has become " + again);
        }
        return lines;
    }

    private static List<String> words(ClusterPlan plan) {
        List<String> words = new ArrayList<>();
        for (PlannedAction action : PlanWords.of(plan)) {
            words.add(action.verb() + " " + action.subject() + ": " + action.reason());
        }
        for (Wait wait : plan.waits()) {
            words.add("wait for " + wait.text() + wait.until().map(until -> "; " + wait.then() + " at " + until).orElse(""));
        }
        return words;
    }
}
