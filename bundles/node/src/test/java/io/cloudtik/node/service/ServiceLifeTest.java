package io.cloudtik.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.node.ServiceState;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.node.service.ServiceLife.Action;
import io.cloudtik.node.service.ServiceLife.Phase;
import io.cloudtik.node.service.ServiceLife.Step;
import io.cloudtik.node.service.Sight.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceLifeTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final ServiceRules RULES = new ServiceRules(
            HealthCheck.tcp("127.0.0.1", 1),
            new RestartPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(8), 5),
            Duration.ofSeconds(10));
    private static final ServiceRules NEVER_AGAIN = new ServiceRules(
            HealthCheck.tcp("127.0.0.1", 1), RestartPolicy.NEVER, Duration.ofSeconds(10));

    /** What each phase makes of each sight; the sight comes when something is due. */
    @ParameterizedTest(name = "{0} + {1} {2} -> {3}, {4}")
    @CsvSource({
        // phase,     wish,       seen,            next phase,  action
        "WAITING,     RUN,        gone,            STARTING,    START",
        "WAITING,     RUN,        blocked,         WAITING,     NOTHING",
        "WAITING,     STOP,       gone,            STOPPED,     NOTHING",
        "STARTING,    RUN,        running,         STARTING,    CHECK",
        "STARTING,    RUN,        passed,          HEALTHY,     NOTHING",
        "STARTING,    RUN,        check failed,    STARTING,    CHECK",
        "STARTING,    RUN,        gone,            BACKING_OFF, NOTHING",
        "STARTING,    RENEW,      running,         STOPPING,    SIGNAL",
        "STARTING,    STOP,       running,         STOPPING,    SIGNAL",
        "STARTING,    STOP,       gone,            STOPPED,     NOTHING",
        "HEALTHY,     RUN,        running,         HEALTHY,     CHECK",
        "HEALTHY,     RUN,        passed,          HEALTHY,     CHECK",
        "HEALTHY,     RUN,        check failed,    UNHEALTHY,   CHECK",
        "HEALTHY,     RUN,        gone,            BACKING_OFF, NOTHING",
        "HEALTHY,     RENEW,      running,         STOPPING,    SIGNAL",
        "HEALTHY,     STOP,       running,         STOPPING,    SIGNAL",
        "HEALTHY,     STOP_LATER, running,         HEALTHY,     CHECK",
        "UNHEALTHY,   RUN,        passed,          HEALTHY,     NOTHING",
        "UNHEALTHY,   RUN,        check failed,    UNHEALTHY,   CHECK",
        "UNHEALTHY,   RUN,        gone,            BACKING_OFF, NOTHING",
        "STOPPING,    RUN,        running,         STOPPING,    KILL",
        "STOPPING,    RUN,        gone,            WAITING,     NOTHING",
        "STOPPING,    RENEW,      gone,            WAITING,     NOTHING",
        "STOPPING,    STOP,       gone,            STOPPED,     NOTHING",
        "BACKING_OFF, RUN,        gone,            STARTING,    START",
        "BACKING_OFF, RUN,        blocked,         BACKING_OFF, NOTHING",
        "BACKING_OFF, RENEW,      gone,            WAITING,     NOTHING",
        "BACKING_OFF, STOP,       gone,            STOPPED,     NOTHING",
        "FAILED,      RUN,        gone,            FAILED,      NOTHING",
        "FAILED,      RENEW,      gone,            WAITING,     NOTHING",
        "FAILED,      STOP,       gone,            STOPPED,     NOTHING",
        "STOPPED,     RUN,        gone,            STARTING,    START",
        "STOPPED,     STOP,       gone,            STOPPED,     NOTHING",
    })
    void followsTheTable(Phase phase, Wish wish, String seen, Phase next, Action action) {
        Step step = in(phase).next(sight(wish, seen), RULES, T0);

        assertThat(step.life().phase()).isEqualTo(next);
        assertThat(step.action()).isEqualTo(action);
    }

    @Test
    void doublesTheDelayUpToTheLongest() {
        ServiceLife life = ServiceLife.fresh(T0);
        Instant now = T0;
        for (long seconds : new long[] {1, 2, 4, 8, 8}) {
            life = life.next(sight(Wish.RUN, "gone"), RULES, now).life();
            assertThat(life.phase()).isEqualTo(Phase.STARTING);
            life = life.next(sight(Wish.RUN, "gone"), RULES, now).life();
            assertThat(life.due()).isEqualTo(now.plusSeconds(seconds));
            assertThat(life.next(sight(Wish.RUN, "gone"), RULES, life.due().minusMillis(1)).action())
                    .isEqualTo(Action.NOTHING);
            now = life.due();
        }
    }

    @Test
    void givesUpAfterTheMostRestartsInARow() {
        ServiceLife life = ServiceLife.fresh(T0);
        Instant now = T0;
        int starts = 0;
        while (life.phase() != Phase.FAILED) {
            Step step = life.next(sight(Wish.RUN, "gone"), RULES, now);
            life = step.life();
            starts += step.action() == Action.START ? 1 : 0;
            now = life.due();
        }

        assertThat(starts).isEqualTo(6);
        assertThat(life.restarts()).isEqualTo(5);
        assertThat(life.detail()).isEqualTo("gave up after 5 restarts in a row: exit code 1");
    }

    @Test
    void forgetsEarlierFailuresOnceItIsHealthy() {
        ServiceLife failing = new ServiceLife(
                Phase.STARTING, T0, T0, 3, 5, 0, 5, false, "");
        ServiceLife healthy = failing.next(sight(Wish.RUN, "passed"), RULES, T0).life();

        ServiceLife again = healthy.next(sight(Wish.RUN, "gone"), RULES, T0.plusSeconds(1)).life();

        assertThat(again.phase()).isEqualTo(Phase.BACKING_OFF);
        assertThat(again.failures()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"79, 8", "80, 1"})
    void fallsBackToTheFirstDelayAfterItWasHealthyForTenTimesTheLongest(long healthySeconds, long delaySeconds) {
        ServiceLife healthy = new ServiceLife(Phase.HEALTHY, T0, T0, 3, 0, 0, 3, false, "");
        Instant end = T0.plusSeconds(healthySeconds);

        ServiceLife life = healthy.next(sight(Wish.RUN, "gone"), RULES, end).life();

        assertThat(life.due()).isEqualTo(end.plusSeconds(delaySeconds));
    }

    @Test
    void endsAServiceThatIsUnhealthyThreeTimesInARow() {
        ServiceLife life = in(Phase.HEALTHY);
        life = life.next(sight(Wish.RUN, "check failed"), RULES, T0).life();
        life = life.next(sight(Wish.RUN, "check failed"), RULES, T0).life();
        assertThat(life.phase()).isEqualTo(Phase.UNHEALTHY);

        Step third = life.next(sight(Wish.RUN, "check failed"), RULES, T0);

        assertThat(third.action()).isEqualTo(Action.SIGNAL);
        assertThat(third.life().detail()).isEqualTo("unhealthy 3 times in a row: refused");
        ServiceLife ended = third.life().next(sight(Wish.RUN, "gone"), RULES, T0).life();
        assertThat(ended.phase()).isEqualTo(Phase.BACKING_OFF);
        assertThat(ended.detail()).startsWith("unhealthy 3 times in a row: refused");
    }

    @Test
    void oneGoodCheckBetweenBadOnesIsEnough() {
        ServiceLife life = in(Phase.HEALTHY);
        for (String seen : new String[] {"check failed", "check failed", "passed", "check failed", "check failed"}) {
            life = life.next(sight(Wish.RUN, seen), RULES, T0).life();
        }

        assertThat(life.phase()).isEqualTo(Phase.UNHEALTHY);
    }

    @Test
    void endsAServiceThatDoesNotBecomeHealthyInTime() {
        ServiceLife life = in(Phase.STARTING);
        life = life.next(sight(Wish.RUN, "check failed"), RULES, T0).life();

        Step step = life.next(sight(Wish.RUN, "running"), RULES, T0.plus(RULES.healthCheck().startTime()));

        assertThat(step.action()).isEqualTo(Action.SIGNAL);
        assertThat(step.life().detail()).isEqualTo("not healthy within 60 s: refused");
    }

    @Test
    void killsOnlyAfterTheStopTime() {
        ServiceLife stopping = in(Phase.HEALTHY).next(sight(Wish.STOP, "running"), RULES, T0).life();

        assertThat(stopping.next(sight(Wish.STOP, "running"), RULES, T0.plusMillis(9_999)).action())
                .isEqualTo(Action.NOTHING);
        assertThat(stopping.next(sight(Wish.STOP, "running"), RULES, T0.plusSeconds(10)).action())
                .isEqualTo(Action.KILL);
    }

    @Test
    void failsAtOnceWhereItMustNotBeStartedAgain() {
        ServiceLife life = in(Phase.HEALTHY).next(sight(Wish.RUN, "gone"), NEVER_AGAIN, T0).life();

        assertThat(life.phase()).isEqualTo(Phase.FAILED);
        assertThat(life.state()).isEqualTo(ServiceState.FAILED);
        assertThat(life.detail()).isEqualTo("exit code 1");
    }

    @Test
    void aProcessAloneMustLastBeforeItCountsAsHealthy() {
        ServiceRules process = new ServiceRules(HealthCheck.process(), RestartPolicy.ALWAYS, Duration.ofSeconds(1));
        ServiceLife life = ServiceLife.fresh(T0).next(sight(Wish.RUN, "gone"), process, T0).life();

        assertThat(life.next(sight(Wish.RUN, "running"), process, T0.plusMillis(999)).action())
                .isEqualTo(Action.NOTHING);
        assertThat(life.next(sight(Wish.RUN, "running"), process, T0.plusSeconds(1)).action())
                .isEqualTo(Action.CHECK);
    }

    @Test
    void checksAnAdoptedOneAtOnceAndKeepsItsCount() {
        Step step = ServiceLife.adopted(7, T0).next(sight(Wish.RUN, "running"), RULES, T0);

        assertThat(step.action()).isEqualTo(Action.CHECK);
        assertThat(step.life().restarts()).isEqualTo(7);
    }

    private static ServiceLife in(Phase phase) {
        return new ServiceLife(phase, T0, T0, 0, 0, 0, 0, false, "");
    }

    private static Sight sight(Wish wish, String seen) {
        return switch (seen) {
            case "running" -> new Sight(wish, "", true, "", Optional.empty());
            case "passed" -> new Sight(wish, "", true, "", Optional.of(Verdict.PASSED));
            case "check failed" -> new Sight(wish, "", true, "", Optional.of(Verdict.failed("refused")));
            case "gone" -> new Sight(wish, "", false, "exit code 1", Optional.empty());
            case "blocked" -> new Sight(wish, "waits for redis", false, "", Optional.empty());
            default -> throw new IllegalArgumentException(seen);
        };
    }
}
