package io.cloudtik.api.spi.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void givesAScriptOnStandardInput() {
        Command command = Command.script(SECOND, "echo $1", "-x");

        assertThat(command.argv()).containsExactly("sh", "-s", "--", "-x");
        assertThat(command.stdin()).isEqualTo("echo $1");
        assertThat(command.environment()).isEmpty();
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
