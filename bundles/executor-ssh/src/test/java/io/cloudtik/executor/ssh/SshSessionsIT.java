package io.cloudtik.executor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.contracts.ssh.SshMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.apache.sshd.core.CoreModuleProperties;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that a server does not give, or that end before they begin. */
@Timeout(300)
class SshSessionsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final SshExecutorFactory factory = new SshExecutorFactory();
    private Path key;
    private SshMachine server;

    @BeforeEach
    void prepare() throws Exception {
        key = folder.resolve("id");
        server = new SshMachine(folder.resolve("server"), factory, key);
    }

    @AfterEach
    void close() throws Exception {
        factory.closeAll();
        server.close();
    }

    @Test
    void saysThatAServerOffersNoSftpAndLeavesNoSessionOpen() throws Exception {
        server.configuration().setSubsystemFactories(List.of());
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server.configuration(), 3);
        CommandExecutor executor =
                factory.connect(server.started().access(), key, folder.resolve("known_hosts"), PATIENCE);

        for (int i = 0; i < 5; i++) {
            fails(Kind.DENIED, "offers no SFTP", () -> executor.upload(new byte[1], "file", 0600));
        }
        assertThat(executor.run(Command.of(PATIENCE, "echo", "hello")).stdout()).isEqualTo("hello\n");
    }

    @Test
    void tellsWhatIsNotKnownOfACommandWhoseConnectionIsClosedFromHere() throws Exception {
        SshConnection connection = new SshConnection(server.started().access(), key, folder.resolve("known_hosts"));
        Threads threads = new Threads("closed");
        threads.close();
        try (connection) {
            connection.open();
            SshCommandExecutor executor =
                    new SshCommandExecutor(connection, threads, new PartFiles(new HashSet<>()), closed -> {});

            fails(Kind.UNKNOWN, "closed from here", () -> executor.run(Command.of(PATIENCE, "true")));
            fails(Kind.UNAVAILABLE, "the connection is closed", () -> executor.forward("127.0.0.1", 1));
        }
    }

    private static void fails(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(PlatformException.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }
}
