package io.cloudtik.core.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.runtime.JobRequest;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptJobsTest {

    @TempDir private Path folder;

    private static JobRequest request(String name, String... arguments) {
        return new JobRequest(name, Optional.empty(), List.of(arguments), Map.of());
    }

    private CommandResult run(JobRequest request, Map<String, String> environment) {
        List<String> command = ScriptJobs.plan(request).command().stream()
                .map(word -> word.replace("${job}", folder.toString()))
                .toList();
        try (LocalProcessExecutor shell = new LocalProcessExecutor(folder, Map.of())) {
            return shell.run(new Command(command, environment, "", Duration.ofMinutes(1)));
        }
    }

    @Test
    void acceptsScriptsByTheirEnding() {
        assertThat(ScriptJobs.accepts(request("a.sh"))).isTrue();
        assertThat(ScriptJobs.accepts(request("A.PY"))).isTrue();
        assertThat(ScriptJobs.accepts(request("a.jar"))).isFalse();
    }

    @Test
    void runsAScriptWithItsArgumentsAsTheyAreAndEndsWithItsExitCode() throws IOException {
        Files.writeString(folder.resolve("a.sh"), "printf '[%s]' \"$@\"; exit 7\n");

        CommandResult result = run(request("a.sh", "two words", "$HOME", "-x"), Map.of());

        assertThat(result.stdout()).isEqualTo("[two words][$HOME][-x]");
        assertThat(result.exitCode()).isEqualTo(7);
    }

    @Test
    void saysWhatToDoWhereThereIsNoPython() throws IOException {
        Files.writeString(folder.resolve("a.py"), "print('x')\n");

        CommandResult result = run(request("a.py"), Map.of("PATH", "/nowhere"));

        assertThat(result.exitCode()).isEqualTo(127);
    }

    @Test
    void refusesWhatAScriptHasNoUseFor() {
        JobRequest request = new JobRequest("a.sh", Optional.of("Main"), List.of(), Map.of());

        assertThatThrownBy(() -> ScriptJobs.plan(request)).hasMessageContaining("which has neither a class nor settings");
    }
}
