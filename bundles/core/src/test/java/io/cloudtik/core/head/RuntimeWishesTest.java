package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.RuntimeOperations.Wish;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.spi.runtime.HealthCheck;
import io.cloudtik.api.spi.runtime.NodePlan;
import io.cloudtik.api.spi.runtime.PlannedService;
import io.cloudtik.api.spi.runtime.RestartPolicy;
import io.cloudtik.codec.json.JacksonRecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuntimeWishesTest {

    private static final NodeId ONE = new NodeId("demo-worker-1");
    private static final NodeId TWO = new NodeId("demo-worker-2");
    private static final NodePlan PLAN = new NodePlan(
            List.of(), List.of(), List.of(), List.of(service("spark-worker", "spark"), service("trainer", "ml")), Map.of());

    private final UnsteadyStateStore state = new UnsteadyStateStore();
    private final RuntimeWishes wishes = wishes();

    private RuntimeWishes wishes() {
        return new RuntimeWishes(state, new JacksonRecordCodec(), state.nextEpoch());
    }

    private static PlannedService service(String name, String runtime) {
        return new PlannedService(
                name, runtime, List.of("run"), Map.of("A", "b"), List.of(), List.of(), HealthCheck.process(),
                RestartPolicy.ALWAYS, "TERM", Duration.ofSeconds(1), Optional.empty());
    }

    @Test
    void leavesAPlanAsItIsIfNothingIsWished() {
        assertThat(wishes.applied(PLAN, ONE)).isEqualTo(PLAN);
        assertThat(wishes.stopped()).isEmpty();
    }

    @Test
    void stopsARuntimeOnAllNodesThoseYetToComeToo() {
        wishes.wish("spark", Wish.STOP, List.of());

        assertThat(wishes.applied(PLAN, ONE).stopped()).containsExactly("spark-worker");
        assertThat(wishes.applied(PLAN, new NodeId("demo-worker-9")).stopped()).containsExactly("spark-worker");
        assertThat(wishes.stopped()).containsEntry("spark", List.of("all nodes"));
    }

    @Test
    void stopsARuntimeOnOneNodeAndStartsItThereAgain() {
        wishes.wish("spark", Wish.STOP, List.of(ONE));
        assertThat(wishes.applied(PLAN, ONE).stopped()).containsExactly("spark-worker");
        assertThat(wishes.applied(PLAN, TWO).stopped()).isEmpty();

        wishes.wish("spark", Wish.START, List.of(ONE));
        assertThat(wishes.applied(PLAN, ONE)).isEqualTo(PLAN);
        assertThat(wishes.stopped()).isEmpty();
    }

    @Test
    void startsARuntimeOnOneNodeWhileItIsStoppedElsewhere() {
        wishes.wish("spark", Wish.STOP, List.of());
        wishes.wish("spark", Wish.START, List.of(ONE));

        assertThat(wishes.applied(PLAN, ONE).stopped()).isEmpty();
        assertThat(wishes.applied(PLAN, TWO).stopped()).containsExactly("spark-worker");
        assertThat(wishes.stopped()).containsEntry("spark", List.of("all nodes", "not on demo-worker-1"));
    }

    @Test
    void makesAServiceAnotherOneSoThatItIsStartedAgain() {
        wishes.wish("spark", Wish.RESTART, List.of(ONE));
        NodePlan first = wishes.applied(PLAN, ONE);
        wishes.wish("spark", Wish.RESTART, List.of());
        NodePlan second = wishes.applied(PLAN, ONE);

        assertThat(first.services().get(0)).isNotEqualTo(PLAN.services().get(0)).isNotEqualTo(second.services().get(0));
        assertThat(first.services().get(0).environment()).containsEntry("A", "b");
        assertThat(first.services().get(1)).as("of another runtime").isEqualTo(PLAN.services().get(1));
        assertThat(wishes.applied(PLAN, TWO).services().get(0)).isNotEqualTo(PLAN.services().get(0));
    }

    @Test
    void startsWhatWasStoppedWhenItIsToBeStartedAgain() {
        wishes.wish("spark", Wish.STOP, List.of());
        wishes.wish("spark", Wish.RESTART, List.of());

        assertThat(wishes.applied(PLAN, ONE).stopped()).isEmpty();
    }

    @Test
    void isKeptToByTheNextControllerToo() {
        wishes.wish("spark", Wish.STOP, List.of(ONE));

        assertThat(wishes().applied(PLAN, ONE).stopped()).containsExactly("spark-worker");
    }

    @Test
    void forgetsWhatWasWishedOfANodeThatIsNoMore() {
        wishes.wish("spark", Wish.STOP, List.of(ONE));

        wishes.forget(ONE);

        assertThat(wishes().applied(PLAN, ONE)).isEqualTo(PLAN);
    }
}
