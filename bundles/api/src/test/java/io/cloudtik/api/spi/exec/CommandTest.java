package io.cloudtik.api.spi.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void givesAScriptOnStandardInput() {
        Command command = Command.script(SECOND, "echo $1", "-x");

        assertThat(command.argv()).containsExactly("sh", "-s", "--", "-x");
        assertThat(command.stdin()).contains("echo $1\n");
        assertThat(command.environment()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment", "touch a\ntouch bc", "touch a\ntouch bc\n", "cat <<E\nin\nE\ntouch a"})
    void runsNothingOfAScriptThatIsCutOff(String script) throws Exception {
        String stdin = Command.script(SECOND, script).stdin();
        for (int length = 0; length < stdin.lastIndexOf('}'); length++) {
            run(stdin.substring(0, length));
            assertThat(folder).isEmptyDirectory();
        }

        assertThat(run(stdin)).isZero();
        assertThat(folder.resolve("a").toFile().exists()).isEqualTo(script.contains("touch"));
    }

    private int run(String stdin) throws Exception {
        Process shell = new ProcessBuilder("sh", "-s").directory(folder.toFile()).redirectErrorStream(true).start();
        try (OutputStream out = shell.getOutputStream()) {
            out.write(stdin.getBytes(StandardCharsets.UTF_8));
        }
        shell.getInputStream().readAllBytes();
        return shell.waitFor();
    }

    @Test
    void refusesACommandOfNothing() {
        assertThatThrownBy(() -> Command.of(SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a command has at least a program");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A-B", "A B", "A=B", "A;touch x", "$A", "\u00c4"})
    void refusesANameThatNoVariableCanHave(String name) {
        assertThatThrownBy(() -> new Command(List.of("env"), Map.of(name, "x"), "", SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + name + "' is no name of an environment variable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "_", "PATH_1", "lower"})
    void takesNamesThatVariablesHave(String name) {
        assertThat(new Command(List.of("env"), Map.of(name, "any $(value)"), "", SECOND).environment()).containsKey(name);
    }
}
