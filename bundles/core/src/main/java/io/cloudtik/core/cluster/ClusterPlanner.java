package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.core.stage.Goal;
import java.util.function.Function;

/**
 * Decides what brings the nodes of one kind from what is seen to what is wanted: each slot is led on in its phase, machines
 * without a record are accounted for, and then the numbers are met. Pure: no clock, no I/O, no logger; the same question
 * has the same answer.
 */
public final class ClusterPlanner {

    private final Deadlines deadlines;
    private final BringUp bringUp;
    private final NodeCare care;
    private final Retirement retirement;
    private final Strangers strangers;
    private final NodeCounts counts;

    /** @param goals what nodes of a type are to have come to; asked for the types of the specification only */
    public ClusterPlanner(
            ClusterSpec spec,
            NodeKind kind,
            SlotNames names,
            Deadlines deadlines,
            Function<NodeTypeName, Goal> goals) {
        WantedTypes types = new WantedTypes(spec, kind);
        Replacement replacement = new Replacement(types, names);
        this.deadlines = deadlines;
        this.bringUp = new BringUp(types, deadlines, replacement);
        this.care = new NodeCare(types, deadlines, goals, bringUp, replacement);
        this.retirement = new Retirement(deadlines);
        this.strangers = new Strangers(types, names);
        this.counts = new NodeCounts(types, names, retirement);
    }

    public ClusterPlan plan(ClusterObservation seen) {
        ClusterPlan plan = planFreely(seen);
        return seen.restraint().freeze().map(plan::adoptionsOnly).orElse(plan);
    }

    private ClusterPlan planFreely(ClusterObservation seen) {
        ClusterPlan.Draft draft = new ClusterPlan.Draft(seen.restraint());
        boolean inDoubt = SelfDoubt.isDue(seen, deadlines);
        if (inDoubt) {
            draft.waits.add(SelfDoubt.REASON);
        }
        seen.slots().stream().filter(view -> !view.busy()).forEach(view -> follow(view, inDoubt, draft));
        seen.strangers().forEach(machine -> strangers.account(machine, seen, draft));
        counts.meet(seen, draft);
        seen.foreign().forEach(machine -> draft.waits.add("machine " + machine.id()
                + " bears this cluster's name and another cluster's uuid; it is left alone"));
        return draft.finish();
    }

    private void follow(SlotView view, boolean inDoubt, ClusterPlan.Draft draft) {
        switch (view.slot().phase()) {
            case PLANNED -> bringUp.followPlanned(view, draft);
            case LAUNCHED -> bringUp.followLaunched(view, draft);
            case SET_UP -> care.follow(view, inDoubt, draft);
            case DRAINING -> retirement.followDraining(view, inDoubt, draft);
            case TERMINATING -> retirement.followTerminating(view, draft);
            case FREE -> { } // Taken up again when a node is wanted.
        }
    }
}
