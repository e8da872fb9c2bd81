package io.cloudtik.contracts.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingExecutorTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final RecordingExecutor executor = new RecordingExecutor();

    @Test
    void answersAsToldAndElseSucceeds() {
        executor.answer("uname", new CommandResult(0, "Linux\n", ""))
                .answer("uname", new CommandResult(0, "Darwin\n", ""));

        assertThat(executor.run(Command.of(TIMEOUT, "uname")).stdout()).isEqualTo("Darwin\n");
        assertThat(executor.run(Command.of(TIMEOUT, "true"))).isEqualTo(new CommandResult(0, "", ""));
        assertThat(executor.commands()).extracting(Command::argv).containsExactly(List.of("uname"), List.of("true"));
    }

    @Test
    void keepsFilesInMemory(@TempDir Path folder) {
        executor.upload("text".getBytes(UTF_8), "a/b", 0600);
        executor.download("a/b", folder.resolve("b"));

        assertThat(folder.resolve("b")).hasContent("text");
        assertThat(executor.file("a/b")).hasValueSatisfying(file -> assertThat(file.mode()).isEqualTo(0600));
        assertThatThrownBy(() -> executor.upload(new byte[0], "../b", 0600)).isInstanceOf(PlatformException.class);
    }

    @Test
    void aFactoryGivesAHostTheSameExecutorAgain() {
        RecordingExecutorFactory factory = new RecordingExecutorFactory()
                .failNext("one", new PlatformException(Kind.UNAVAILABLE, "booting"));
        NodeAccess access = new NodeAccess("one", 22, "user", Optional.empty(), Optional.empty());
        Path none = Path.of("none");

        assertThatThrownBy(() -> factory.connect(access, none, none, TIMEOUT)).hasMessage("booting");
        try (CommandExecutor first = factory.connect(access, none, none, TIMEOUT);
                CommandExecutor second = factory.connect(access, none, none, TIMEOUT)) {
            first.run(Command.of(TIMEOUT, "one"));
            second.run(Command.of(TIMEOUT, "two"));
        }

        RecordingExecutor recorded = (RecordingExecutor) factory.executors().get("one");
        assertThat(recorded.commands()).hasSize(2);
        assertThat(factory.connections()).hasSize(3);
    }
}
