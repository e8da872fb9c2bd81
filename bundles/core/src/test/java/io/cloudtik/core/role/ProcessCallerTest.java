package io.cloudtik.core.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessCallerTest {

    private final ProcessCaller caller = new ProcessCaller();

    @Test
    void livesItself() {
        assertThat(caller.hasEnded(caller.name())).isFalse();
    }

    @Test
    void tellsThatAProcessOfThisMachineHasEnded() {
        assertThat(caller.hasEnded(caller.name().replace("begun ", "begun 1"))).isTrue();
        assertThat(caller.hasEnded(caller.name().replaceFirst("process \\d+", "process 999999999"))).isTrue();
    }

    @Test
    void knowsNothingOfOtherMachines() {
        assertThat(caller.hasEnded("else" + caller.name())).isFalse();
        assertThat(caller.hasEnded("somebody")).isFalse();
    }

    /** A beginning in seconds of the wall clock differs by one between processes that read it a moment apart. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void saysWhenAProcessBeganWithoutTheClock() {
        assertThat(caller.name()).matches(".*, process \\d+ begun [0-9a-f-]{36}:\\d+");
    }
}
