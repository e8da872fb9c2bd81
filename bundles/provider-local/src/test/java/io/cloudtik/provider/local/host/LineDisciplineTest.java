package io.cloudtik.provider.local.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineDisciplineTest {

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

    private String typed(String keys) throws IOException {
        return new String(new LineDiscipline(new ByteArrayInputStream(keys.getBytes(UTF_8)), screen).readAllBytes(), UTF_8);
    }

    @Test
    void handsOnLinesAndShowsWhatIsTyped() throws IOException {
        assertThat(typed("ls\rexit\r")).isEqualTo("ls\nexit\n");

        assertThat(screen.toString(UTF_8)).isEqualTo("ls\r\nexit\r\n");
    }

    @Test
    void takesBackWholeCharacters() throws IOException {
        assertThat(typed("aä\u007f\u007f\u007fb\r")).isEqualTo("b\n");

        assertThat(screen.toString(UTF_8)).isEqualTo("aä\b \b\b \bb\r\n");
    }

    @Test
    void endsAtTheKeyForIt() throws IOException {
        assertThat(typed("ls\r\u0004more\r")).isEqualTo("ls\n");
    }

    @Test
    void returnsTheCarriageBeforeEachNewLine() throws IOException {
        try (OutputStream out = LineDiscipline.screen(screen)) {
            out.write("one\ntwo\n".getBytes(UTF_8));
        }
        assertThat(screen.toString(UTF_8)).isEqualTo("one\r\ntwo\r\n");
    }

    @Test
    void isNeededWhereNoToolMakesTerminals(@TempDir Path empty) throws IOException {
        assertThat(Pseudoterminal.create(List.of(empty), empty)).isEmpty();
    }
}
