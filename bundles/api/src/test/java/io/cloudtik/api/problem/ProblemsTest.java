package io.cloudtik.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemsTest {

    private static final Problem LATER = Problem.error(new Place("c.yaml", 10, 2), "a.b", "wrong", "write it right");
    private static final Problem EARLIER = Problem.warning(new Place("c.yaml", 9, 30), "a", "odd", "");

    @Test
    void arePrintedInTheOrderOfTheFileWithTheirRemedies() {
        assertThat(Problems.of(LATER, EARLIER)).hasToString("""
                c.yaml:9:30: warning: odd
                c.yaml:10:2: error: wrong (write it right)""");
    }

    @Test
    void addUp() {
        Problems both = Problems.none().and(Problems.of(EARLIER)).and(Problems.of(LATER));

        assertThat(both.list()).containsExactly(EARLIER, LATER);
        assertThat(both.hasErrors()).isTrue();
        assertThat(Problems.of(EARLIER).hasErrors()).isFalse();
        assertThat(Problems.none().isEmpty()).isTrue();
    }

    @Test
    void travelWithTheRefusalTheyCause() {
        InvalidInputException refusal = new InvalidInputException(Problems.of(LATER));

        assertThat(refusal).hasMessage("c.yaml:10:2: error: wrong (write it right)");
        assertThat(refusal.problems().list()).containsExactly(LATER);
    }

    @Test
    void areOrderedByFileLineAndColumn() {
        assertThat(new Place("a", 9, 9)).isLessThan(new Place("b", 1, 1));
        assertThat(new Place("a", 2, 9)).isLessThan(new Place("a", 10, 1));
        assertThat(new Place("a", 2, 2)).isLessThan(new Place("a", 2, 10));
    }

    @Test
    void nameTheFileAloneWhereNoLineIsKnown() {
        assertThat(Place.in("--min-workers")).hasToString("--min-workers");
        assertThatThrownBy(() -> new Place("a", -1, 1)).hasMessage("line and column count from 1: -1:1");
    }

    @Test
    void keepKindCauseAndTraceWhenAFailureGetsARemedyAndATime() {
        IllegalStateException cause = new IllegalStateException("cause");
        PlatformException failure = new PlatformException(Kind.THROTTLED, "too many calls", cause);

        PlatformException known = failure.withRemedy("wait").withRetryAfter(Duration.ofSeconds(3));

        assertThat(known).hasMessage("too many calls").hasCause(cause);
        assertThat(known.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(known.remedy()).contains("wait");
        assertThat(known.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(known.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(failure.remedy()).isEmpty();
        assertThat(failure.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void tellWhichFailuresMayPassByThemselves(Kind kind) {
        boolean passes = switch (kind) {
            case CONFLICT, CAPACITY, THROTTLED, UNAVAILABLE, UNKNOWN -> true;
            case NOT_FOUND, QUOTA, UNAUTHORIZED, DENIED, INVALID, INTERNAL -> false;
        };
        assertThat(kind.isRetryable()).isEqualTo(passes);
    }
}
