package io.cloudtik.core.cluster;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One pass: observe, plan, act. The same class serves a client, whose scope is the head, and the head, whose scope is the
 * workers. Called by one thread at a time; the results may be read by any.
 */
public final class ClusterReconciler {

    /** What the last pass saw and decided. */
    public record Pass(ClusterObservation observation, ClusterPlan plan) {}

    private final ClusterObserver observer;
    private final ClusterPlanner planner;
    private final ClusterActuator actuator;
    private final DecisionSink decisions;
    private final AtomicReference<Pass> last = new AtomicReference<>();

    public ClusterReconciler(ClusterObserver observer, ClusterPlanner planner, ClusterActuator actuator) {
        this(observer, planner, actuator, DecisionSink.NONE);
    }

    public ClusterReconciler(
            ClusterObserver observer, ClusterPlanner planner, ClusterActuator actuator, DecisionSink decisions) {
        this.observer = observer;
        this.planner = planner;
        this.actuator = actuator;
        this.decisions = decisions;
    }

    /** Observes and plans, and changes nothing. */
    public Pass look() {
        return decide(planner.input(observer.observe()));
    }

    private Pass decide(PlannerInput input) {
        Pass pass = new Pass(input.seen(), ClusterPlanner.plan(input));
        last.set(pass);
        return pass;
    }

    /**
     * A pass that takes machines back by their tags and does nothing else.
     *
     * @param reason why not, for people
     */
    public Pass adopt(String reason) {
        return decideAndAct(planner.input(observer.observe()).adoptOnly(reason));
    }

    public Pass pass() {
        return decideAndAct(planner.input(observer.observe()));
    }

    private Pass decideAndAct(PlannerInput input) {
        Pass pass = decide(input);
        actuator.act(pass.plan(), () -> decisions.decided(input, pass.plan()));
        return pass;
    }
}
