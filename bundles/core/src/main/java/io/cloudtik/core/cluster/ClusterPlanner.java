package io.cloudtik.core.cluster;

import io.cloudtik.api.model.cluster.ClusterSpec;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.model.node.NodeTypeName;
import io.cloudtik.core.stage.Goal;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Decides what brings the nodes of one kind from what is seen to what is wanted: each slot is led on in its phase, machines
 * without a record are accounted for, and then the numbers are met. Pure: no clock, no I/O, no logger; the same question
 * has the same answer.
 */
public final class ClusterPlanner {

    private final Supplier<WantedNodes> wanted;
    private final Deadlines deadlines;

    /** @param goals what nodes of a type are to have come to; asked for the types of the specification only */
    public ClusterPlanner(
            ClusterSpec spec,
            NodeKind kind,
            SlotNames names,
            Deadlines deadlines,
            Function<NodeTypeName, Goal> goals) {
        this.wanted = () -> WantedNodes.of(spec, names.uuid(), kind, goals);
        this.deadlines = deadlines;
    }

    /** What is wanted now beside what was seen. */
    PlannerInput input(ClusterObservation seen) {
        return PlannerInput.of(wanted.get(), deadlines, seen);
    }

    public ClusterPlan plan(ClusterObservation seen) {
        return plan(input(seen));
    }

    public static ClusterPlan plan(PlannerInput input) {
        ClusterPlan free = new Planning(input).plan();
        ClusterPlan plan = input.seen().restraint().freeze().map(free::adoptionsOnly).orElse(free);
        return input.adoptOnly().isEmpty() ? plan : plan.adoptionsOnly(input.adoptOnly());
    }

    /** One answer to one question. */
    private static final class Planning {

        private final ClusterObservation seen;
        private final Deadlines deadlines;
        private final BringUp bringUp;
        private final NodeCare care;
        private final Retirement retirement;
        private final Strangers strangers;
        private final NodeCounts counts;
        private final ClusterPlan.Draft draft;

        private Planning(PlannerInput input) {
            Replacement replacement = new Replacement(input.wanted());
            this.seen = input.seen();
            this.deadlines = input.deadlines();
            this.bringUp = new BringUp(input.wanted(), deadlines, replacement);
            this.care = new NodeCare(input.wanted(), deadlines, bringUp, replacement);
            this.retirement = new Retirement(deadlines);
            this.strangers = new Strangers(input.wanted());
            this.counts = new NodeCounts(input.wanted(), retirement);
            this.draft = new ClusterPlan.Draft(seen.at(), seen.restraint());
        }

        private ClusterPlan plan() {
            boolean inDoubt = SelfDoubt.isDue(seen, deadlines);
            if (inDoubt) {
                draft.waitFor("", SelfDoubt.REASON);
            }
            seen.slots().stream().filter(view -> !view.busy()).forEach(view -> follow(view, inDoubt));
            seen.strangers().forEach(machine -> strangers.account(machine, seen, draft));
            counts.meet(seen, draft);
            seen.foreign().forEach(machine -> draft.waitFor("machine " + machine.id(), strangers.whose(machine)));
            return draft.finish();
        }

        private void follow(SlotView view, boolean inDoubt) {
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
}
