package io.cloudtik.node.service;

import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.node.service.Sight.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Where a service stands in its life, and what follows from what is seen of it. Pure: knows no process, no clock and no
 * file; whoever calls {@link #next} does what the step says and comes again.
 *
 * @param since when this phase began
 * @param due when there is something to do without anything new being seen: the next check, the next start, the kill
 * @param doublings of the first delay, before the next start after an end
 * @param failures ends in a row without having been healthy
 * @param badChecks failed checks in a row after it was healthy
 * @param restarts starts again by itself, over its whole life
 * @param endsBadly in STOPPING: it is being ended because it does badly, so what follows is a back-off
 * @param detail why it stands here, in words
 */
record ServiceLife(
        Phase phase,
        Instant since,
        Instant due,
        int doublings,
        int failures,
        int badChecks,
        int restarts,
        boolean endsBadly,
        String detail) {

    enum Phase { WAITING, STARTING, HEALTHY, UNHEALTHY, STOPPING, BACKING_OFF, FAILED, STOPPED }

    /** What is to be done now. */
    enum Action { NOTHING, START, CHECK, SIGNAL, KILL }

    /** The life after, and what is to be done. */
    record Step(ServiceLife life, Action action) {}

    private static final int MOST_BAD_CHECKS = 3;
    private static final Duration KILL_AGAIN = Duration.ofSeconds(1);

    ServiceLife {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(detail, "detail");
    }

    /** One that was never started. */
    static ServiceLife fresh(Instant now) {
        return new ServiceLife(Phase.WAITING, now, now, 0, 0, 0, 0, false, "");
    }

    /** One that an earlier container started and that runs: it counts as starting until a check, due at once, passes. */
    static ServiceLife adopted(int restarts, Instant now) {
        return new ServiceLife(Phase.STARTING, now, now, 0, 0, 0, restarts, false, "");
    }

    Step next(Sight sight, ServiceRules rules, Instant now) {
        return switch (phase) {
            case WAITING -> waiting(sight, rules, now);
            case STARTING, HEALTHY, UNHEALTHY -> running(sight, rules, now);
            case STOPPING -> stopping(sight, rules, now);
            case BACKING_OFF -> backingOff(sight, rules, now);
            case FAILED -> failed(sight, rules, now);
            case STOPPED -> wantsToRun(sight) ? fresh(now).next(sight, rules, now) : idle();
        };
    }

    /** In the words of the heartbeat. A service that is being ended does no work any more. */
    ServiceState state() {
        return switch (phase) {
            case WAITING -> ServiceState.WAITING;
            case STARTING -> ServiceState.STARTING;
            case HEALTHY -> ServiceState.HEALTHY;
            case UNHEALTHY, STOPPING -> ServiceState.UNHEALTHY;
            case BACKING_OFF -> ServiceState.BACKING_OFF;
            case FAILED -> ServiceState.FAILED;
            case STOPPED -> ServiceState.STOPPED;
        };
    }

    /** Whether something will change soon, so that it pays to look often. */
    boolean isMoving() {
        return phase == Phase.STARTING || phase == Phase.STOPPING || phase == Phase.BACKING_OFF;
    }

    private Step waiting(Sight sight, ServiceRules rules, Instant now) {
        if (!wantsToRun(sight)) {
            return new Step(to(Phase.STOPPED, now, now, ""), Action.NOTHING);
        }
        if (!sight.blockedBy().isEmpty()) {
            return new Step(to(Phase.WAITING, since, now, sight.blockedBy()), Action.NOTHING);
        }
        return begin(rules, restarts, now);
    }

    private Step begin(ServiceRules rules, int starts, Instant now) {
        ServiceLife life = to(Phase.STARTING, now, now.plus(rules.firstCheckAfter()), "").withRestarts(starts);
        return new Step(life, Action.START);
    }

    private Step running(Sight sight, ServiceRules rules, Instant now) {
        if (!sight.running()) {
            return ended(sight, rules, sight.exit(), now);
        }
        if (mustEnd(sight)) {
            return stop(false, "", rules, now);
        }
        return phase == Phase.STARTING ? starting(sight, rules, now) : up(sight, rules, now);
    }

    private Step starting(Sight sight, ServiceRules rules, Instant now) {
        ServiceLife life = this;
        if (sight.verdict().isPresent()) {
            Verdict verdict = sight.verdict().get();
            if (verdict.passed()) {
                return new Step(healthy(rules, now), Action.NOTHING);
            }
            life = to(Phase.STARTING, since, due, verdict.detail());
        }
        Duration startTime = rules.healthCheck().startTime();
        if (!now.isBefore(since.plus(startTime))) {
            String why = "not healthy within " + words(startTime) + (life.detail.isEmpty() ? "" : ": " + life.detail);
            return life.stop(true, why, rules, now);
        }
        return life.check(rules.checkWhileStarting(), now);
    }

    private Step up(Sight sight, ServiceRules rules, Instant now) {
        ServiceLife life = this;
        if (sight.verdict().isPresent()) {
            Verdict verdict = sight.verdict().get();
            if (verdict.passed()) {
                life = phase == Phase.HEALTHY ? this : healthy(rules, now);
            } else if (badChecks + 1 >= MOST_BAD_CHECKS) {
                String why = "unhealthy " + MOST_BAD_CHECKS + " times in a row: " + verdict.detail();
                return stop(true, why, rules, now);
            } else {
                life = to(Phase.UNHEALTHY, now, due, verdict.detail()).withBadChecks(badChecks + 1);
            }
        }
        return life.check(rules.healthCheck().interval(), now);
    }

    private Step stopping(Sight sight, ServiceRules rules, Instant now) {
        if (!sight.running()) {
            return endsBadly ? ended(sight, rules, detail, now) : afterEnd(sight, rules, now);
        }
        if (now.isBefore(due)) {
            return idle();
        }
        return new Step(to(Phase.STOPPING, since, now.plus(KILL_AGAIN), detail), Action.KILL);
    }

    private Step backingOff(Sight sight, ServiceRules rules, Instant now) {
        if (sight.wish() != Wish.RUN) {
            return afterEnd(sight, rules, now);
        }
        if (now.isBefore(due)) {
            return idle();
        }
        if (!sight.blockedBy().isEmpty()) {
            return new Step(to(Phase.BACKING_OFF, since, due, sight.blockedBy()), Action.NOTHING);
        }
        return begin(rules, restarts + 1, now);
    }

    private Step failed(Sight sight, ServiceRules rules, Instant now) {
        return sight.wish() == Wish.RUN ? idle() : afterEnd(sight, rules, now);
    }

    /** Its process is gone on purpose, or it does not matter any more why. */
    private Step afterEnd(Sight sight, ServiceRules rules, Instant now) {
        return wantsToRun(sight)
                ? new Step(fresh(now).withRestarts(restarts), Action.NOTHING)
                : new Step(to(Phase.STOPPED, now, now, ""), Action.NOTHING);
    }

    private Step ended(Sight sight, ServiceRules rules, String why, Instant now) {
        if (sight.wish() != Wish.RUN) {
            return afterEnd(sight, rules, now);
        }
        if (!rules.restartPolicy().restarts()) {
            return new Step(to(Phase.FAILED, now, now, why), Action.NOTHING);
        }
        int inARow = failures + 1;
        if (inARow > rules.restartPolicy().mostRestarts()) {
            String given = "gave up after " + rules.restartPolicy().mostRestarts() + " restarts in a row: " + why;
            return new Step(to(Phase.FAILED, now, now, given), Action.NOTHING);
        }
        boolean wasLongHealthy = phase == Phase.HEALTHY && rules.isLong(Duration.between(since, now));
        int doubled = wasLongHealthy ? 0 : doublings;
        Duration pause = rules.delay(doubled);
        String detailed = why + "; starts again after " + words(pause);
        ServiceLife life = new ServiceLife(
                Phase.BACKING_OFF, now, now.plus(pause), doubled + 1, inARow, 0, restarts, false, detailed);
        return new Step(life, Action.NOTHING);
    }

    private Step stop(boolean badly, String why, ServiceRules rules, Instant now) {
        ServiceLife life = new ServiceLife(
                Phase.STOPPING, now, now.plus(rules.stopTime()), doublings, failures, 0, restarts, badly, why);
        return new Step(life, Action.SIGNAL);
    }

    private Step check(Duration interval, Instant now) {
        return now.isBefore(due)
                ? idle()
                : new Step(to(phase, since, now.plus(interval), detail), Action.CHECK);
    }

    private Step idle() {
        return new Step(this, Action.NOTHING);
    }

    private ServiceLife healthy(ServiceRules rules, Instant now) {
        Instant nextCheck = now.plus(rules.healthCheck().interval());
        return new ServiceLife(Phase.HEALTHY, now, nextCheck, doublings, 0, 0, restarts, false, "");
    }

    private ServiceLife to(Phase next, Instant began, Instant nextDue, String why) {
        return new ServiceLife(next, began, nextDue, doublings, failures, badChecks, restarts, endsBadly, why);
    }

    private ServiceLife withRestarts(int number) {
        return new ServiceLife(phase, since, due, doublings, failures, badChecks, number, endsBadly, detail);
    }

    private ServiceLife withBadChecks(int number) {
        return new ServiceLife(phase, since, due, doublings, failures, number, restarts, endsBadly, detail);
    }

    private static boolean wantsToRun(Sight sight) {
        return sight.wish() == Wish.RUN || sight.wish() == Wish.RENEW;
    }

    private static boolean mustEnd(Sight sight) {
        return sight.wish() == Wish.STOP || sight.wish() == Wish.RENEW;
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
