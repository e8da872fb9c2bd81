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
    private final AtomicReference<Pass> last = new AtomicReference<>();

    public ClusterReconciler(ClusterObserver observer, ClusterPlanner planner, ClusterActuator actuator) {
        this.observer = observer;
        this.planner = planner;
        this.actuator = actuator;
    }

    /** Observes and plans, and changes nothing. */
    public Pass look() {
        ClusterObservation observation = observer.observe();
        Pass pass = new Pass(observation, planner.plan(observation));
        last.set(pass);
        return pass;
    }

    /**
     * A pass that takes machines back by their tags and does nothing else.
     *
     * @param reason why not, for people
     */
    public Pass adopt(String reason) {
        ClusterObservation observation = observer.observe();
        Pass pass = new Pass(observation, planner.plan(observation).adoptionsOnly(reason));
        last.set(pass);
        actuator.act(pass.plan());
        return pass;
    }

    public Pass pass() {
        Pass pass = look();
        actuator.act(pass.plan());
        return pass;
    }
}
