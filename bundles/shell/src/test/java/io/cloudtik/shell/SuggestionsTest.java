package io.cloudtik.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    private static final List<String> VERBS =
            List.of("start", "up", "stop", "down", "status", "logs", "exec", "submit", "start-proxy", "health-check");

    @Test
    void putsTheNearestFirst() {
        assertThat(Suggestions.near("stauts", VERBS)).startsWith("status");
        assertThat(Suggestions.near("strat", VERBS)).startsWith("start");
        assertThat(Suggestions.near("lgos", VERBS)).containsExactly("logs");
        assertThat(Suggestions.near("helth-chek", VERBS)).containsExactly("health-check");
    }

    @Test
    void knowsABeginning() {
        assertThat(Suggestions.near("sub", VERBS)).startsWith("submit");
    }

    @Test
    void saysNothingWhereNothingIsNear() {
        assertThat(Suggestions.near("bogus", VERBS)).isEmpty();
        assertThat(Suggestions.near("", VERBS)).isEmpty();
    }

    @Test
    void countsASwapOfNeighboursAsOneStep() {
        assertThat(Suggestions.distance("stauts", "status")).isEqualTo(1);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestions.distance("same", "same")).isZero();
    }
}
