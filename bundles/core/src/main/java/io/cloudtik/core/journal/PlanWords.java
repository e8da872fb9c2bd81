package io.cloudtik.core.journal;

import io.cloudtik.api.control.PlannedAction;
import io.cloudtik.api.spi.provider.NodeTags;
import io.cloudtik.core.cluster.ClusterPlan;
import java.util.ArrayList;
import java.util.List;

/** A plan in words: each action with its reason. */
public final class PlanWords {

    private PlanWords() {}

    public static List<PlannedAction> of(ClusterPlan plan) {
        List<PlannedAction> actions = new ArrayList<>();
        plan.adoptions().forEach(each -> actions.add(action("adopt", each.slot().node().value(), each.reason())));
        plan.drains().forEach(each -> actions.add(action("drain", each.slot().node().value(), each.reason())));
        plan.terminations().forEach(each -> actions.add(action("terminate", ended(each), each.reason())));
        plan.releases().forEach(each ->
                actions.add(action("release", each.slot().node().value(), "its machine has ended")));
        plan.launches().forEach(each -> actions.add(action("launch", each.slot().node().value(), each.reason())));
        plan.setUps().forEach(each -> actions.add(action("set up", each.slot().node().value(), each.reason())));
        plan.renewals().forEach(each -> actions.add(action("set up again", each.slot().node().value(), each.reason())));
        plan.starts().forEach(each ->
                actions.add(action("run start commands", each.slot().node().value(), "its services run")));
        plan.probes().forEach(each -> actions.add(action("ask over SSH", each.slot().node().value(), each.reason())));
        return actions;
    }

    private static PlannedAction action(String verb, String subject, String reason) {
        return new PlannedAction(verb, subject, reason);
    }

    /** Without a version it is the machine of an earlier attempt that ends, and not that of the slot. */
    private static String ended(ClusterPlan.Termination end) {
        return end.version().isEmpty()
                ? end.machine().map(machine -> machine.tags().getOrDefault(NodeTags.NODE_ID, machine.id())).orElse(end.cloudId())
                : end.slot().node().value();
    }
}
