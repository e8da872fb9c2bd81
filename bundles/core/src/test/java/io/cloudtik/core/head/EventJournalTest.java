package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.cluster.ClusterEvent;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventJournalTest {

    private final ManualTime time = new ManualTime();
    private final UnsteadyStateStore state = new UnsteadyStateStore();
    private final List<ClusterEvent> story = new ArrayList<>();
    private final EventJournal journal = new EventJournal(state, new JacksonRecordCodec(), time, story::add);

    @Test
    void knowsWhenWhatHappenedToWhom() {
        journal.event("NODE_LAUNCHED", "demo-worker-1", "wanted: 2, there: 1");
        time.advance(Duration.ofSeconds(5));
        journal.event("NODE_LOST", "demo-worker-1", "its machine is gone");

        assertThat(journal.latest(10)).containsExactly(
                new ClusterEvent(time.now().minusSeconds(5), "NODE_LAUNCHED", "demo-worker-1", "wanted: 2, there: 1"),
                new ClusterEvent(time.now(), "NODE_LOST", "demo-worker-1", "its machine is gone"));
    }

    @Test
    void givesTheLatestOnesNewestLast() {
        IntStream.rangeClosed(1, 30).forEach(number -> journal.event("E", "s", String.valueOf(number)));

        assertThat(journal.latest(3)).extracting(ClusterEvent::message).containsExactly("28", "29", "30");
    }

    @Test
    void givesThemInTheOrderOfTheirTimes() {
        time.advance(Duration.ofSeconds(5));
        journal.event("E", "s", "later");
        new EventJournal(state, new JacksonRecordCodec(), new ManualTime(), event -> {}).event("E", "s", "earlier, appended later");

        assertThat(journal.latest(10)).extracting(ClusterEvent::message).containsExactly("earlier, appended later", "later");
    }

    @Test
    void keepsFiveHundred() {
        IntStream.rangeClosed(1, 510).forEach(number -> journal.event("E", "s", String.valueOf(number)));

        assertThat(journal.latest(1000)).hasSize(500).extracting(ClusterEvent::message).startsWith("11").endsWith("510");
    }

    @Test
    void doesNotStopItsCallerWhileTheStateIsGone() {
        state.reachable(false);
        journal.event("E", "s", "in the log only");
        state.reachable(true);
        journal.event("E", "s", "kept", "d1-2");

        assertThat(journal.latest(10)).containsExactly(new ClusterEvent(time.now(), "E", "s", "kept", "d1-2"));
        assertThat(story).extracting(ClusterEvent::message).containsExactly("in the log only", "kept");
    }
}
