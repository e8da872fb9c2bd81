package io.cloudtik.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private final AtomicLong nanos = new AtomicLong(-5);

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsStepsAsLinesWithTheirTime() {
        try (ShownProgress progress = new PlainProgress(err)) {
            progress.step("demo-head", "launched");
            progress.step("", "all workers are ready");
        }

        assertThat(shown()).isEqualToNormalizingNewlines("     0s  demo-head: launched\n     0s  all workers are ready\n");
    }

    @Test
    void tellsNoActivityThatPassesQuickly() {
        try (ShownProgress progress = new PlainProgress(err, nanos::get)) {
            progress.activity("w1", "booting");
            progress.step("w1", "launched");
            pass(Duration.ofSeconds(9));
            progress.activity("w1", "copying");
        }

        assertThat(shown()).isEqualToNormalizingNewlines("     0s  w1: launched\n");
    }

    @Test
    void tellsAnActivityThatOnlyCountsOnOnce() {
        try (ShownProgress progress = new PlainProgress(err, nanos::get)) {
            for (int mebibytes = 1; mebibytes <= 100; mebibytes++) {
                pass(Duration.ofSeconds(1));
                progress.activity("w1", "fetching spark: " + mebibytes + ".5 of 324 MiB");
            }
            progress.activity("w1", "");
            progress.activity("w1", "starting spark-worker");
        }

        assertThat(shown()).isEqualToNormalizingNewlines("""
                    10s  w1: fetching spark: 10.5 of 324 MiB ...
                  1m40s  w1: starting spark-worker ...
                """.indent(0));
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    @Test
    void redrawsTheLinesOfTheBusyOnATerminal() {
        try (ShownProgress progress = new LiveProgress(err, 80, false)) {
            progress.activity("w1", "booting");
            progress.activity("w2", "booting");
            bytes.reset();
            progress.activity("w1", "fetching");
            assertThat(shown()).startsWith("\u001b[2A\r\u001b[J").contains("w1: fetching").contains("w2: booting");
        }
    }

    @Test
    void keepsStepsAndLeavesNoActivityOnTheTerminal() {
        try (ShownProgress progress = new LiveProgress(err, 80, false)) {
            progress.activity("w1", "booting");
            progress.step("w1", "ready");
            assertThat(shown()).endsWith("     0s  w1: ready\n");
            progress.activity("w2", "booting");
            bytes.reset();
        }

        assertThat(shown()).startsWith("\u001b[1A\r\u001b[J").doesNotContain("booting");
    }

    @Test
    void drawsBelowTheOutputOfAJobAndNeverIntoItsLines() {
        try (ShownProgress progress = new LiveProgress(err, 80, false)) {
            progress.activity("job", "running");
            bytes.reset();
            pass(progress, "first li");
            assertThat(shown()).endsWith("first li");
            progress.activity("job", "still running");
            assertThat(shown()).endsWith("first li");
            pass(progress, "ne\n");
            assertThat(shown()).contains("first line\n").endsWith("job: still running\n");
            pass(progress, "half");
            progress.step("job", "ended");
            assertThat(shown()).endsWith("half\n     0s  job: ended\n");
        }
    }

    private void pass(ShownProgress progress, String text) {
        byte[] output = text.getBytes(StandardCharsets.UTF_8);
        progress.pass(err, output, output.length);
    }

    @Test
    void cutsALineThatWouldWrapSinceItCouldNotBeErased() {
        try (ShownProgress progress = new LiveProgress(err, 60, false)) {
            progress.activity("w1", "x".repeat(200));
            assertThat(shown().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(60));
        }
    }

    @Test
    void countsTheRestOfManyBusyNodes() {
        try (ShownProgress progress = new LiveProgress(err, 80, false)) {
            for (int i = 1; i <= 12; i++) {
                progress.activity("w" + i, "booting");
            }
            assertThat(shown()).contains("and 2 more");
        }
    }

    @Test
    void saysHowLongInWordsOfAFixedWidth() {
        assertThat(Elapsed.text(Duration.ofSeconds(7))).isEqualTo("7s");
        assertThat(Elapsed.text(Duration.ofSeconds(125))).isEqualTo("2m05s");
        assertThat(Elapsed.text(Duration.ofMinutes(62))).isEqualTo("1h02m");
        assertThat(Elapsed.text(Duration.ofSeconds(-1))).isEqualTo("0s");
    }
}
