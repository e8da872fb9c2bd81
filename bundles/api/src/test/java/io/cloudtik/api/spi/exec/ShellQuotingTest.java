package io.cloudtik.api.spi.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class ShellQuotingTest {

    private static final List<String> HOSTILE = List.of(
            "", " ", "'", "''", "'\\''", "\"", "\\", "\\\\", "\\n", "a b", "  two  spaces  ", "\n", "a\nb\n", "\t", "\r\n",
            "$HOME", "${HOME}", "$(touch pwned)", "`touch pwned`", "; touch pwned", "& touch pwned &", "| touch pwned",
            "> pwned", ">> pwned", "< /dev/null", "&& touch pwned", "|| touch pwned", "#comment", "*", "?", "[a-z]", "{a,b}",
            "~", "~root", "!", "!!", "!$", "^a^b", "-n", "--", "-e\\t", "=", "a=b", "%s%n", "(", ")", "()", "'; touch pwned; '",
            "'\"'\"'", "\u00e4\u00f6\u00fc", "\u4e2d\u6587", "\ud83d\ude80", "\u0001\u0007\u001b[31m", "\u007f", "\u2028");

    @TempDir
    private Path folder;

    @Test
    void givesEveryHostileWordBackThroughARealShell() throws Exception {
        assertThat(throughShell(HOSTILE)).isEqualTo(HOSTILE);
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("script", "output");
        }
    }

    @Test
    void givesRandomWordsBackThroughARealShell() throws Exception {
        Random random = new Random(42);
        String alphabet = "'\"\\$`!*?~#;&|<>(){}[] \t\n=%-ab\u00e9";
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder word = new StringBuilder();
            random.ints(random.nextInt(12), 0, alphabet.length()).forEach(at -> word.append(alphabet.charAt(at)));
            words.add(word.toString());
        }

        assertThat(throughShell(words)).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "/usr/bin/java", "a=b", "user@host:/path", "1,2", "x+y", "50%", "-Xmx1g", "a_b.c"})
    void leavesPlainWordsReadable(String word) {
        assertThat(ShellQuoting.quote(word)).isEqualTo(word);
    }

    @Test
    void quotesAnEmptyWordSoThatItStaysOne() {
        assertThat(ShellQuoting.quote(List.of("a", "", "b c"))).isEqualTo("a '' 'b c'");
        assertThat(ShellQuoting.quote(List.of())).isEmpty();
    }

    @Test
    void refusesWhatNoArgumentCanHold() {
        assertThatThrownBy(() -> ShellQuoting.quote("a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an argument cannot hold the NUL character");
    }

    /** By a file, since this JVM's own encoding of arguments depends on the locale it was started in. */
    private List<String> throughShell(List<String> words) throws IOException, InterruptedException {
        Path script = folder.resolve("script");
        Path output = folder.resolve("output");
        Files.writeString(script, "printf '%s\\0' " + ShellQuoting.quote(words) + "\n");
        Process shell = new ProcessBuilder("sh", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(shell.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String read = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(shell.exitValue()).as("%s", read).isZero();
        return List.of(read.substring(0, read.length() - 1).split("\0", -1));
    }
}
