package io.cloudtik.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Circumstances HERE = new Circumstances(
            Instant.parse("2026-11-22T10:00:00Z"), "Linux 6.1 amd64", "a processor", 2, 0.5, "17.0.1", "abc1234");

    private final Report report = new Report(HERE, List.of(
            new Figure("version", "wall", "s", Series.of(0.25, 0.2, 0.3)),
            new Figure("head", "PSS", "MiB", Series.of(87.5))));

    @Test
    void tellsPeopleMedianAndRange() {
        assertThat(report.table()).isEqualToNormalizingNewlines("""
                2026-11-22T10:00:00Z, a processor, 2 cpus, load 0.5, Java 17.0.1, commit abc1234

                | | median | smallest - largest | times |
                |---|---|---|---|
                | version, wall | 0.250 s | 0.200 - 0.300 | 3 |
                | head, PSS | 87.5 MiB | 87.5 - 87.5 | 1 |
                """);
    }

    @Test
    void tellsMachinesEveryValueAndWhereItWasTaken() throws IOException {
        JsonNode line = new JsonMapper().readTree(report.jsonLines().get(0));

        assertThat(line.path("what").asText()).isEqualTo("version");
        assertThat(line.path("median").asDouble()).isEqualTo(0.25);
        assertThat(line.path("values")).hasSize(3);
        assertThat(line.path("commit").asText()).isEqualTo("abc1234");
        assertThat(line.path("cpus").asInt()).isEqualTo(2);
        assertThat(line.path("at").asText()).isEqualTo("2026-11-22T10:00:00Z");
    }
}
