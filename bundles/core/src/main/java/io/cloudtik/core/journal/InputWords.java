package io.cloudtik.core.journal;

import io.cloudtik.api.control.Fact;
import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.core.cluster.ClusterObservation;
import io.cloudtik.core.cluster.ClusterPlan;
import io.cloudtik.core.cluster.NodeSlot;
import io.cloudtik.core.cluster.PlannerInput;
import io.cloudtik.core.cluster.SlotView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a decision was made from, in words: what was wanted, and how each slot and machine stood. */
public final class InputWords {

    /** Of the slots for which nothing was decided. */
    private static final int MOST_OTHERS = 20;

    private InputWords() {}

    /** The slots for which something was decided first. */
    public static List<Fact> of(PlannerInput input, ClusterPlan plan) {
        Set<Integer> concerned = plan.slots();
        List<Fact> facts = new ArrayList<>();
        if (!input.adoptOnly().isEmpty()) {
            facts.add(new Fact("cluster", input.adoptOnly()));
        }
        input.wanted().types().forEach(type -> facts.add(new Fact(type.name().value(), type.count() + " wanted")));
        ClusterObservation seen = input.seen();
        List<SlotView> inUse = seen.slots().stream().filter(view -> view.slot().phase() != NodeSlot.Phase.FREE).toList();
        inUse.stream().filter(view -> concerned.contains(view.slot().number())).forEach(view -> facts.add(slot(view)));
        List<SlotView> others = inUse.stream().filter(view -> !concerned.contains(view.slot().number())).toList();
        others.stream().limit(MOST_OTHERS).forEach(view -> facts.add(slot(view)));
        if (others.size() > MOST_OTHERS) {
            facts.add(new Fact("others", (others.size() - MOST_OTHERS) + " more, for which nothing was decided"));
        }
        seen.strangers().forEach(machine -> facts.add(machine(machine, "bears our tags, and no record accounts for it")));
        seen.foreign().forEach(machine -> facts.add(machine(machine, "bears this cluster's name and another uuid")));
        return facts;
    }

    private static Fact machine(CloudNode machine, String what) {
        return new Fact("machine " + machine.id(), "is " + machine.state() + ", " + what);
    }

    private static Fact slot(SlotView view) {
        NodeSlot slot = view.slot();
        List<String> words = new ArrayList<>();
        words.add(slot.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " for " + time(view.inPhase()));
        words.add(view.machine()
                .map(machine -> "machine " + machine.id() + " is " + machine.state()
                        + (machine.reason().isEmpty() ? "" : " (" + machine.reason() + ")"))
                .orElse(slot.cloudId().isEmpty() ? "no machine" : "machine " + slot.cloudId() + " is in no listing"));
        if (view.missedListings() > 0) {
            words.add("missing in " + view.missedListings() + " listings in a row");
        }
        view.sighting().ifPresent(sighting -> words.add("last beat " + time(sighting.silentFor()) + " ago"));
        view.probe().ifPresent(answer -> words.add("over SSH: " + answer.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        if (view.busy()) {
            words.add("something was under way for it");
        }
        if (view.serving()) {
            words.add("it served");
        }
        if (slot.failures() > 0) {
            words.add("failed " + slot.failures() + " times in a row");
        }
        if (view.retryIn().compareTo(Duration.ZERO) > 0) {
            words.add("next try in " + time(view.retryIn()));
        }
        if (!slot.reason().isEmpty()) {
            words.add(slot.reason());
        }
        return new Fact(slot.node().value(), String.join("; ", words));
    }

    private static String time(Duration time) {
        return time.toMinutes() >= 10 ? time.toMinutes() + " min" : time.toMillis() / 1000.0 + " s";
    }
}
