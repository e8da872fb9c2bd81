package io.cloudtik.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledForJreRange;

/** Runs the job over the sample data and compares it with the same question answered without Spark. */
@DisabledForJreRange(minVersion = 22, disabledReason = "SKIPPED: Spark 4 runs on Java 17 and 21")
class WorstDelaysTest {

    private static final Path DATA = Path.of("..", "data");
    private static final Path FLIGHTS = DATA.resolve("flights-20k.json");
    private static final Path AIRPORTS = DATA.resolve("airports.csv");

    private static List<StateDelay> worst;

    @BeforeAll
    static void runTheJob() throws IOException {
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.ui.enabled", false)
                .config("spark.sql.shuffle.partitions", 1)
                .getOrCreate()) {
            worst = WorstDelays.worst(spark, FLIGHTS, AIRPORTS);
        }
    }

    @AfterAll
    static void forgetTheSession() {
        SparkSession.clearActiveSession();
        SparkSession.clearDefaultSession();
    }

    @Test
    void agreesWithACountWithoutSpark() throws IOException {
        List<StateDelay> expected = PlainCount.of(FLIGHTS, AIRPORTS).subList(0, 10);

        assertThat(worst)
                .extracting(StateDelay::state, StateDelay::flights)
                .containsExactlyElementsOf(
                        expected.stream().map(state -> tuple(state.state(), state.flights())).toList());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(worst.get(i).averageDelay()).isCloseTo(expected.get(i).averageDelay(), within(1e-9));
        }
    }

    /** All flights to Vermont go to Burlington: 15 to BTV, with delays that add up to 363 minutes. */
    @Test
    void findsVermontWhoseFlightsWereCountedByHand() {
        assertThat(worst.get(0)).isEqualTo(new StateDelay("VT", 15, 363 / 15.0));
    }

    @Test
    void leavesOutAirportsWhoseStateIsNotKnown() {
        assertThat(worst).extracting(StateDelay::state).doesNotContain("NA");
    }

    @Test
    void printsANeatTable() {
        String table = WorstDelays.table(List.of(new StateDelay("VT", 15, 24.2), new StateDelay("CA", 2473, 10.131)));

        assertThat(table).isEqualTo("""
                state  flights  average delay (min)
                -----  -------  -------------------
                VT          15                 24.2
                CA        2473                 10.1
                """);
    }

    @Test
    void saysWhatItIsCalledWith() {
        assertThatThrownBy(() -> WorstDelays.main(new String[] {"flights.json"}))
                .hasMessage("give two files: the flights (JSON) and the airports (CSV)");
    }
}
