package io.cloudtik.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMarkTest {

    @Test
    void findsAProcessAsLongAsItLives() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        ProcessMark mark = ProcessMark.of(process.toHandle());

        assertThat(mark.find()).contains(process.toHandle());

        process.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
        assertThat(mark.find()).isEmpty();
    }

    @Test
    void takesNoOtherProcessOfTheSameNumberForIt() {
        ProcessMark mark = ProcessMark.ofThisProcess();

        assertThat(mark.find()).contains(ProcessHandle.current());
        assertThat(new ProcessMark(mark.pid(), mark.began() + "1").find()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void knowsABeginningThatDoesNotShiftWithTheClock() throws Exception {
        String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();

        assertThat(ProcessMark.ofThisProcess().began()).matches(boot + ":[0-9]+");
    }
}
