package io.cloudtik.executor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.contracts.exec.CommandExecutorContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract against OpenSSH's own server, run by the user of this test. That user's home is not ours to fill, so
 * commands and SFTP are told another.
 */
class OpenSshExecutorIT extends CommandExecutorContract {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final SshExecutorFactory factory = new SshExecutorFactory();
    private Process sshd;

    @Override
    protected Node freshNode() throws Exception {
        assumeTrue(Files.isExecutable(SSHD) && Files.isExecutable(SFTP_SERVER), "OpenSSH's server is not installed");
        Path home = Files.createDirectory(folder.resolve("home"));
        Path key = folder.resolve("id");
        Path authorized = Files.writeString(folder.resolve("authorized_keys"), factory.ensureKeyPair(key, "test"));
        Path hostKey = folder.resolve("host_key");
        String pin = factory.ensureKeyPair(hostKey, "host");
        int port = freePort();
        Path configuration = Files.writeString(folder.resolve("sshd_config"), String.join("\n",
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + hostKey,
                "PidFile " + folder.resolve("pid"),
                "AuthorizedKeysFile " + authorized,
                "StrictModes no",
                "UsePAM no",
                "PermitRootLogin prohibit-password",
                // an exec request starts in the real home, so a wrapper goes to the one of the test
                "ForceCommand export HOME=" + home + "; cd; if [ \"$SSH_ORIGINAL_COMMAND\" = " + SFTP_SERVER
                        + " ]; then exec " + SFTP_SERVER + "; else eval \"$SSH_ORIGINAL_COMMAND\"; fi",
                "Subsystem sftp " + SFTP_SERVER,
                ""));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        sshd = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        NodeAccess access = new NodeAccess(
                "127.0.0.1", port, System.getProperty("user.name"), Optional.of(pin), Optional.empty());
        return new Node(connectWhenUp(access, key), home);
    }

    private CommandExecutor connectWhenUp(NodeAccess access, Path key) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return factory.connect(access, key, folder.resolve("known_hosts"), PATIENCE);
            } catch (PlatformException e) {
                if (!e.kind().isRetryable() || System.nanoTime() > deadline || !sshd.isAlive()) {
                    throw new AssertionError(Files.readString(folder.resolve("sshd.log")), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        factory.closeAll();
        if (sshd != null) {
            sshd.destroy();
            assertThat(sshd.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
