package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A machine whose cores are busy with something more important is slow, and nothing else is wrong with it. */
@EnabledIfSystemProperty(named = "cloudtik.full", matches = "true")
@Order(4)
@ExtendWith(LocalClusterExtension.class)
class StarvedIT {

    private static final Duration STARVATION = Duration.ofMinutes(1);
    private static final int SPINNERS_PER_CORE = 4;

    @Test
    void replacesNothingAndRestartsNothing(LocalCluster cluster) throws IOException, InterruptedException {
        JsonNode before = cluster.awaitReady();
        Map<String, String> machines = cluster.machines();
        Instant last = LocalCluster.lastEvent(before);
        List<Process> spinners = new ArrayList<>();
        try {
            for (int i = 0; i < SPINNERS_PER_CORE * Runtime.getRuntime().availableProcessors(); i++) {
                spinners.add(spinner());
            }
            for (Process spinner : spinners) {
                assertThat(spinner.waitFor()).as("it ended because its time was over").isEqualTo(124);
            }
        } finally {
            spinners.forEach(Process::destroyForcibly);
        }

        JsonNode after = cluster.awaitReady();
        assertThat(cluster.machines()).isEqualTo(machines);
        assertThat(LocalCluster.pids(after)).isEqualTo(LocalCluster.pids(before));
        assertThat(LocalCluster.eventsAfter(last, after).map(event -> event.path("type").asText()))
                .doesNotContain("NODE_LAUNCHING", "NODE_TERMINATING", "CONTAINER_RESTARTED", "CONTROLLER_STARTED", "STATE_LOST")
                .noneMatch(type -> type.startsWith("SERVICE_"));
    }

    /** Ahead of everything else where the user may say so, which is root. */
    private static Process spinner() throws IOException {
        return new ProcessBuilder("nice", "-n", "-5", "timeout", String.valueOf(STARVATION.toSeconds()),
                        "sh", "-c", "while :; do :; done")
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }
}
