package io.cloudtik.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private Instant now = Instant.EPOCH;
    private final Sessions sessions = new Sessions(() -> now);

    @Test
    void changesATicketForASessionOnce() {
        String ticket = sessions.ticket();
        String session = sessions.open(ticket);

        assertThat(sessions.isOpen(session)).isTrue();
        assertThat(sessions.isOpen(ticket)).isFalse();
        assertThat(sessions.open(ticket)).isEmpty();
        assertThat(sessions.open("")).isEmpty();
        assertThat(sessions.isOpen("")).isFalse();
    }

    @Test
    void lendsATicketTwoMinutesAndASessionTwelveHours() {
        String early = sessions.ticket();
        String late = sessions.ticket();
        now = now.plus(Duration.ofMinutes(2).minusSeconds(1));
        String session = sessions.open(early);
        now = now.plusSeconds(1);
        assertThat(sessions.open(late)).isEmpty();

        now = Instant.EPOCH.plus(Duration.ofHours(12));
        assertThat(sessions.isOpen(session)).isTrue();
        now = now.plus(Duration.ofMinutes(2));
        assertThat(sessions.isOpen(session)).isFalse();
    }

    @Test
    void keepsNoMoreThanAFew() {
        String first = sessions.open(sessions.ticket());
        for (int i = 0; i < 64; i++) {
            sessions.open(sessions.ticket());
        }

        assertThat(sessions.isOpen(first)).isFalse();
    }
}
