package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.control.DiagnosticOperations.Follower;
import io.cloudtik.api.model.cluster.ClusterEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterMonitorTest {

    private final List<String> told = new ArrayList<>();
    private final ClusterMonitor monitor = new ClusterMonitor(2, new Follower() {
        @Override
        public void event(ClusterEvent event) {
            told.add(event.message());
        }

        @Override
        public void logLine(String line) {
            told.add(line);
        }
    });

    private static List<ClusterEvent> events(String... messages) {
        return List.of(messages).stream().map(message -> new ClusterEvent(Instant.EPOCH, "E", "s", message)).toList();
    }

    @Test
    void tellsTheLatestEventsAndThenOnlyNewOnes() {
        monitor.events(events("a", "b", "c"), true);
        monitor.events(events("a", "b", "c"), false);
        monitor.events(events("b", "c", "d"), false);

        assertThat(told).containsExactly("b", "c", "d");
    }

    @Test
    void tellsWholeLinesHoweverTheyCome() {
        for (String piece : List.of("first\nsec", "ond", "\n\nthird, not ended")) {
            monitor.log(piece.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(told).containsExactly("first", "second", "");
    }
}
