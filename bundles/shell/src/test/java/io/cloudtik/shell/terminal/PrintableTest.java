package io.cloudtik.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.contracts.text.HostileStrings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void leavesTextAlone() {
        assertThat(Printable.of("two\nlines\twith é, 漢字, 😀 and مرحبا")).isEqualTo("two\nlines\twith é, 漢字, 😀 and مرحبا");
    }

    @Test
    void showsWhatATerminalWouldObey() {
        assertThat(Printable.of("\u001b[2J\u001b]0;title\u0007 \r\b\u009b31m\u202egpj.exe\u0000"))
                .isEqualTo("\\x1b[2J\\x1b]0;title\\x07 \\x0d\\x08\\x9b31m\\u202egpj.exe\\x00");
    }

    @Test
    void nothingHostileReachesATerminalInProgressOrErrors() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        HostileStrings.seeded(7).limit(1_000).forEach(text -> {
            try (ShownProgress progress = new PlainProgress(err)) {
                progress.step(text, text);
            }
        });

        assertThat(bytes.toString(StandardCharsets.UTF_8).codePoints())
                .noneMatch(point -> point == 0x1b || point == 0x9b || point == '\r' || point == 0x202e || point == 7);
    }
}
