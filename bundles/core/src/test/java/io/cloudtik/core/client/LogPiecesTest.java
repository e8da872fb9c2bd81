package io.cloudtik.core.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.core.client.LogPieces.Position;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogPiecesTest {

    private final List<String> lines = new ArrayList<>();
    private final LogPieces pieces = new LogPieces((log, line) -> lines.add(log + ": " + line));

    private void accept(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        pieces.accept(bytes, bytes.length);
    }

    @Test
    void makesLinesOfPiecesHoweverTheyArrive() {
        byte[] bytes = "@a 7 9 9\none\nzw\u00f6\n@b 8 4 4\nelse@a 7 14 5\nlast\n".getBytes(UTF_8);

        for (byte single : bytes) {
            pieces.accept(new byte[] {single}, 1);
        }

        assertThat(lines).containsExactly("a: one", "a: zw\u00f6", "a: last");
    }

    @Test
    void keepsALineThatIsNotEndedUntilItIsOrThereIsNoMore() {
        accept("@a 7 3 3\nbeg");
        assertThat(lines).isEmpty();

        accept("@a 7 7 4\nin\nx");
        assertThat(lines).containsExactly("a: begin");

        pieces.end();
        assertThat(lines).containsExactly("a: begin", "a: x");
    }

    @Test
    void goesOnBehindTheLastByteThatCame() {
        assertThat(pieces.position("a")).isEqualTo(Position.BEGIN);

        accept("@a 7 100 10\n0123");
        pieces.cutOff();

        assertThat(pieces.position("a")).isEqualTo(new Position("7", 94));
        accept("@a 7 100 6\n45678\n");
        assertThat(lines).containsExactly("a: 012345678");
        assertThat(pieces.position("a")).isEqualTo(new Position("7", 100));
    }

    @Test
    void forgetsAHeaderThatBrokeOff() {
        accept("@a 7 1");
        pieces.cutOff();
        accept("@a 7 2 2\nx\n");

        assertThat(lines).containsExactly("a: x");
    }

    @Test
    void remembersWhereAQuietLogIs() {
        accept("@my log 7 100 0\n");

        assertThat(pieces.position("my log")).isEqualTo(new Position("7", 100));
    }

    @Test
    void refusesWhatIsNoHeader() {
        assertThatThrownBy(() -> accept("tail: cannot open\n")).hasMessageContaining("no header of a piece: tail: cannot open");
    }
}
