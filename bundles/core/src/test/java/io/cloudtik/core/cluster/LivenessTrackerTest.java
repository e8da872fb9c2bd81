package io.cloudtik.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.node.Heartbeat;
import io.cloudtik.api.model.node.NodeId;
import io.cloudtik.api.model.node.Resources;
import io.cloudtik.core.time.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LivenessTrackerTest {

    private static final NodeId NODE = new NodeId("demo-worker-1");

    private final ManualTime time = new ManualTime();
    private final LivenessTracker tracker = new LivenessTracker(time, Duration.ofSeconds(5));

    @Test
    void countsSilenceFromTheFirstReadingOfTheLatestBeat() {
        tracker.observe(List.of(beat("a", 1)));
        pass(3, beat("a", 1));

        assertThat(silence(beat("a", 1))).isEqualTo(Duration.ofSeconds(3));
        assertThat(silence(beat("a", 2))).isZero();
    }

    @Test
    void takesANewBootForLifeAlthoughItsSequenceIsLower() {
        tracker.observe(List.of(beat("a", 900)));
        pass(3, beat("a", 900));

        assertThat(silence(beat("b", 1))).isZero();
    }

    @Test
    void doesNotTakeAnOldBeatForLife() {
        tracker.observe(List.of(beat("a", 9)));
        pass(2, beat("a", 9));

        assertThat(silence(beat("a", 8))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void holdsItsOwnLatenessAgainstNobody() {
        tracker.observe(List.of(beat("a", 1)));
        time.advance(Duration.ofMinutes(10));

        assertThat(silence(beat("a", 1))).as("as after the longest pause that is not late").isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void findsANodeSilentAlsoWhenEachPassIsLate() {
        tracker.observe(List.of(beat("a", 1)));
        for (int i = 0; i < 24; i++) {
            time.advance(Duration.ofSeconds(8));
            tracker.observe(List.of(beat("a", 1)));
        }

        assertThat(silence(beat("a", 1))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void holdsADeafStoreAgainstNobody() {
        tracker.observe(List.of(beat("a", 1)));
        for (int i = 0; i < 60; i++) {
            time.advance(Duration.ofSeconds(1));
            tracker.storeWasDeaf();
        }

        assertThat(silence(beat("a", 1))).isZero();
    }

    @Test
    void remembersANodeWhoseBeatExpired() {
        tracker.observe(List.of(beat("a", 1)));
        pass(4);

        Map<NodeId, Sighting> seen = tracker.observe(List.of());
        assertThat(seen.get(NODE).silentFor()).isEqualTo(Duration.ofSeconds(4));
    }

    private void pass(int seconds, Heartbeat... beats) {
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            tracker.observe(List.of(beats));
        }
    }

    private Duration silence(Heartbeat beat) {
        return tracker.observe(List.of(beat)).get(NODE).silentFor();
    }

    private static Heartbeat beat(String boot, long sequence) {
        return new Heartbeat(
                NODE, boot, sequence, Resources.of(1, DataSize.ofGibibytes(1)), "", List.of(), "", Optional.empty(), Map.of());
    }
}
