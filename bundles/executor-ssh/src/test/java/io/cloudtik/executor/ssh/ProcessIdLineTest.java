package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class ProcessIdLineTest {

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final ProcessIdLine line = new ProcessIdLine("marker:", (bytes, length) -> rest.write(bytes, 0, length));

    @Test
    void takesTheLineOutHoweverItIsCut() {
        for (char letter : "noise é\nmarker:4711\nerror 1\nerror 2\n".toCharArray()) {
            give(String.valueOf(letter));
        }
        line.end();

        assertThat(line.processId()).hasValue(4711);
        assertThat(rest.toString(UTF_8)).isEqualTo("noise é\nerror 1\nerror 2\n");
    }

    @Test
    void holdsNothingBackOnceItHasTheLine() {
        give("marker:1\nwithout an end");

        assertThat(rest.toString(UTF_8)).isEqualTo("without an end");
    }

    @Test
    void givesEverythingIfTheLineNeverComes() {
        give("no such shell");
        line.end();

        assertThat(line.processId()).isEmpty();
        assertThat(rest.toString(UTF_8)).isEqualTo("no such shell");
    }

    @Test
    void stopsWaitingAfterSomeTime() {
        give("x".repeat(70_000));

        assertThat(rest.size()).isEqualTo(70_000);
    }

    private void give(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        line.accept(bytes, bytes.length);
    }
}
