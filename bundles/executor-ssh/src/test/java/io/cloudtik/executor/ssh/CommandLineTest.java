package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.api.spi.exec.Command;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void announcesTheProcessAndBecomesTheProgram() {
        CommandLine line = CommandLine.of(new Command(List.of("echo", "a b"), Map.of(), "in", TIMEOUT), "m:");

        assertThat(line.text()).isEqualTo("echo 'm:'$$ >&2; exec echo 'a b'");
        assertThat(line.stdin()).asString(UTF_8).isEqualTo("in");
    }

    @Test
    void sendsVariablesAheadOfStandardInput() {
        CommandLine line =
                CommandLine.of(new Command(List.of("env"), Map.of("TOKEN", "it's é"), "in", TIMEOUT), "m:");

        String script = "{ export TOKEN='it'\\''s é'\nexec env\n}";
        assertThat(line.text()).isEqualTo(
                "echo 'm:'$$ >&2; eval \"$(dd bs=1 count=" + script.getBytes(UTF_8).length + " 2>/dev/null)\"");
        assertThat(line.stdin()).asString(UTF_8).isEqualTo(script + "in");
    }

    @Test
    void sendsArgumentsBeyondAsciiAheadOfStandardInput() {
        CommandLine line = CommandLine.of(Command.of(TIMEOUT, "echo", "漢字"), "m:");

        assertThat(line.text()).matches("\\p{ASCII}*").endsWith("count=22 2>/dev/null)\"");
        assertThat(line.stdin()).asString(UTF_8).isEqualTo("{ exec echo '漢字'\n}");
    }

    @Test
    void sendsArgumentsAheadThatAreTooLongForALine() {
        CommandLine line = CommandLine.of(Command.of(TIMEOUT, "echo", "x".repeat(200_000)), "m:");

        assertThat(line.text()).hasSizeLessThan(100);
        assertThat(line.stdin()).hasSizeGreaterThan(200_000);
    }

    @Test
    void runsNothingOfWhatABrokenConnectionLeft() throws Exception {
        CommandLine line = CommandLine.of(new Command(List.of("touch", "a", "bc"), Map.of("NAME", "value"), "", TIMEOUT), "m:");
        for (int length = 0; length < line.stdin().length; length++) {
            Process shell = new ProcessBuilder("sh", "-c", line.text())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream stdin = shell.getOutputStream()) {
                stdin.write(line.stdin(), 0, length);
            }
            shell.getInputStream().readAllBytes();
            shell.waitFor();
        }

        assertThat(folder).isEmptyDirectory();
    }
}
