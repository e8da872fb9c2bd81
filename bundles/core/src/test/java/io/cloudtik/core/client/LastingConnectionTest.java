package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.control.Progress;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LastingConnectionTest {

    private static final PlatformException NO_HEAD = new PlatformException(Kind.NOT_FOUND, "it has no head");

    private final ManualTime time = new ManualTime();
    private final Lines lines = new Lines();
    private final LastingConnection connection = new LastingConnection("demo", time, lines);
    /** What comes of each connection: lost after it served, or a failure. */
    private final Deque<Optional<PlatformException>> attempts = new ArrayDeque<>();

    private void keep() throws InterruptedException {
        connection.keep(() -> !attempts.isEmpty(), ready -> {
            Optional<PlatformException> failure = attempts.remove();
            if (failure.isPresent()) {
                throw failure.get();
            }
            ready.run();
        });
    }

    @Test
    void waitsForTheHeadThatReplacesALostOne() throws InterruptedException {
        attempts.add(Optional.empty());
        attempts.add(Optional.of(NO_HEAD));
        attempts.add(Optional.of(NO_HEAD));
        attempts.add(Optional.of(new PlatformException(Kind.UNAUTHORIZED, "it knows no such key")));
        attempts.add(Optional.of(new PlatformException(Kind.UNAVAILABLE, "the head's page does not answer")));
        attempts.add(Optional.empty());

        keep();

        assertThat(attempts).isEmpty();
        assertThat(lines.told).containsExactly(
                "the connection to the head was lost; it is made again",
                "waiting for the head: it has no head",
                "waiting for the head: it knows no such key",
                "waiting for the head: the head's page does not answer",
                "connected to the head again",
                "the connection to the head was lost; it is made again");
    }

    @Test
    void givesUpOnAHeadThatStaysAway() {
        attempts.add(Optional.empty());
        for (int i = 0; i < 10_000; i++) {
            attempts.add(Optional.of(NO_HEAD));
        }
        Duration begun = time.monotonic();

        assertThatThrownBy(this::keep)
                .isInstanceOf(PlatformException.class)
                .hasMessage("the head of cluster 'demo' has been away for 30 minutes: it has no head");
        assertThat(time.monotonic().minus(begun)).isBetween(LastingConnection.PATIENCE, Duration.ofMinutes(31));
    }

    @Test
    void isPatientAgainAfterEachConnection() throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            attempts.add(Optional.empty());
            for (int i = 0; i < 600; i++) {
                attempts.add(Optional.of(NO_HEAD));
            }
        }

        keep();

        assertThat(attempts).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"NOT_FOUND", "UNAVAILABLE", "CONFLICT"})
    void failsAtOnceIfItNeverServed(Kind kind) {
        attempts.add(Optional.of(new PlatformException(kind, "no")));

        assertThatThrownBy(this::keep).hasMessage("no");
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = {"CONFLICT", "INVALID"})
    void failsOnWhatDoesNotGetBetter(Kind kind) {
        attempts.add(Optional.empty());
        attempts.add(Optional.of(new PlatformException(kind, "the port is taken")));

        assertThatThrownBy(this::keep).hasMessage("the port is taken");
    }

    private static final class Lines implements Progress {

        private final List<String> told = new ArrayList<>();

        @Override
        public void step(String subject, String message) {
            told.add(message);
        }

        @Override
        public void activity(String subject, String message) {
            told.add(message);
        }
    }
}
