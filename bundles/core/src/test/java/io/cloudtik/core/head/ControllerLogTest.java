package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.core.control.LogPiece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerLogTest {

    @TempDir
    private Path home;

    private Path file;
    private ControllerLog log;

    @BeforeEach
    void begin() throws IOException {
        file = Files.createDirectories(home.resolve("logs")).resolve("container.log");
        log = new ControllerLog(home);
    }

    private static String text(LogPiece piece) {
        return new String(Base64.getDecoder().decode(piece.text()), StandardCharsets.UTF_8);
    }

    @Test
    void hasNothingBeforeThereIsALog() {
        assertThat(log.last(10)).isEqualTo(new LogPiece("", 0));
        assertThat(log.after(0)).isEqualTo(new LogPiece("", 0));
    }

    @Test
    void givesTheLastLinesAndThenWhatFollowsThem() throws IOException {
        Files.writeString(file, "one\ntwo\nthree\n");

        LogPiece last = log.last(2);
        Files.writeString(file, "four\n", StandardOpenOption.APPEND);

        assertThat(text(last)).isEqualTo("two\nthree\n");
        assertThat(text(log.after(last.next()))).isEqualTo("four\n");
        assertThat(text(log.last(0))).isEmpty();
        assertThat(text(log.last(10))).isEqualTo("one\ntwo\nthree\nfour\n");
    }

    @Test
    void beginsAnewWithALogThatWasRotated() throws IOException {
        Files.writeString(file, "a long line of the old log\n");
        LogPiece last = log.last(1);
        Files.writeString(file, "new\n");

        assertThat(text(log.after(last.next()))).isEqualTo("new\n");
    }

    @Test
    void givesALongLogInPieces() throws IOException {
        Files.writeString(file, "0123456789abcde\n".repeat(20_000));

        LogPiece first = log.after(0);
        LogPiece second = log.after(first.next());

        assertThat(text(first)).hasSize(256 * 1024);
        assertThat(first.next() + text(second).length()).isEqualTo(320_000).isEqualTo(second.next());
    }
}
