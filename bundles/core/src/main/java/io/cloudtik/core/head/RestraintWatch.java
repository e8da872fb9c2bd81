package io.cloudtik.core.head;

import io.cloudtik.api.model.cluster.Wait;
import io.cloudtik.core.cluster.ClusterReconciler;
import io.cloudtik.core.cluster.EventSink;
import io.cloudtik.core.cluster.Restraint;
import io.cloudtik.core.cluster.SelfDoubt;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells as events when the controller begins to hold itself back, and when it goes on. Used by one thread. */
final class RestraintWatch {

    private static final String CLUSTER = "cluster";

    private final EventSink events;
    private final Set<String> told = new HashSet<>();

    RestraintWatch(EventSink events) {
        this.events = events;
    }

    void observe(ClusterReconciler.Pass pass) {
        Restraint restraint = pass.observation().restraint();
        tell("LISTING_DOUBTED", "LISTING_BELIEVED", restraint.freeze().orElse(""), "two listings agree, or all nodes are there");
        tell("HEAD_IN_DOUBT", "HEAD_CONFIDENT", pass.plan().waits().contains(Wait.of("", SelfDoubt.REASON)) ? SelfDoubt.REASON : "",
                "less than half of the nodes are silent");
        tell("REPLACEMENTS_HELD_BACK", "REPLACEMENTS_ALLOWED",
                restraint.allowance().left() > 0 ? "" : "as many machines were given up lately as may be",
                "machines that are of no use may be given up again");
        tellPauses(pass, restraint.paused());
    }

    private void tell(String begin, String end, String why, String over) {
        if (!why.isEmpty() && told.add(begin)) {
            events.event(begin, CLUSTER, why);
        } else if (why.isEmpty() && told.remove(begin)) {
            events.event(end, CLUSTER, over);
        }
    }

    private void tellPauses(ClusterReconciler.Pass pass, Map<Integer, Restraint.Pause> paused) {
        pass.observation().slots().forEach(view -> {
            int slot = view.slot().number();
            String node = view.slot().node().value();
            if (paused.containsKey(slot) && told.add("slot " + slot)) {
                events.event("SLOT_PAUSED", node, paused.get(slot).text());
            } else if (!paused.containsKey(slot) && told.remove("slot " + slot)) {
                events.event("SLOT_RESUMED", node, "machines are launched for it again");
            }
        });
    }
}
