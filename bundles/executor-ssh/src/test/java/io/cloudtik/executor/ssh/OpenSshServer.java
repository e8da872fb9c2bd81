package io.cloudtik.executor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.contracts.exec.LoggedInContract;
import io.cloudtik.contracts.net.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * OpenSSH's own server, run by the user of this test. That user's home is not ours to fill, so commands, shells and SFTP are
 * told another.
 */
final class OpenSshServer implements LoggedInContract.Node {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path SFTP_SERVER = Path.of("/usr/lib/openssh/sftp-server");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SshExecutorFactory factory = new SshExecutorFactory();
    private final Path folder;
    private final Path home;
    private final Path key;
    private final NodeAccess access;
    private final Process sshd;

    private OpenSshServer(Path folder) throws IOException {
        this.folder = folder;
        home = Files.createDirectory(folder.resolve("home"));
        key = folder.resolve("id");
        Path authorized = Files.writeString(folder.resolve("authorized_keys"), factory.ensureKeyPair(key, "test"));
        Path hostKey = folder.resolve("host_key");
        String pin = factory.ensureKeyPair(hostKey, "host");
        int port = FreePort.next();
        Path configuration = Files.writeString(folder.resolve("sshd_config"), String.join("\n",
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + hostKey,
                "PidFile " + folder.resolve("pid"),
                "AuthorizedKeysFile " + authorized,
                "StrictModes no",
                "UsePAM no",
                "PermitRootLogin prohibit-password",
                // an exec request starts in the real home, so a wrapper goes to the one of the test
                "ForceCommand export HOME=" + home + "; cd; case \"$SSH_ORIGINAL_COMMAND\" in " + SFTP_SERVER
                        + ") exec " + SFTP_SERVER + ";; '') exec sh -i;; *) eval \"$SSH_ORIGINAL_COMMAND\";; esac",
                "Subsystem sftp " + SFTP_SERVER,
                ""));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        sshd = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        access = new NodeAccess("127.0.0.1", port, System.getProperty("user.name"), Optional.of(pin), Optional.empty());
    }

    /** Skips the test where OpenSSH's server is not installed. */
    static OpenSshServer start(Path folder) throws IOException {
        assumeTrue(Files.isExecutable(SSHD) && Files.isExecutable(SFTP_SERVER), "OpenSSH's server is not installed");
        return new OpenSshServer(folder);
    }

    /**
     * Skips the test where this user's server can give no terminals: it hands each to the group {@code tty}, which the kernel
     * allows to root, and to others only where {@code /dev/pts} has done so already.
     */
    static void assumeTerminals() throws IOException {
        boolean handedOver = Files.readString(Path.of("/proc/self/mounts"), StandardCharsets.UTF_8)
                .lines()
                .anyMatch(mount -> mount.contains(" /dev/pts devpts ") && mount.contains("gid="));
        assumeTrue(handedOver || System.getProperty("user.name").equals("root"),
                "SKIPPED: /dev/pts is mounted without gid=, so OpenSSH's server gives terminals as root only");
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public CommandExecutor connect() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return factory.connect(access, key, folder.resolve("known_hosts"), PATIENCE);
            } catch (PlatformException e) {
                assumeFalse(
                        Files.readString(folder.resolve("sshd.log")).contains("account is locked"),
                        "SKIPPED: sshd lets nobody in whose account is locked, as this user's is");
                if (!e.kind().isRetryable() || System.nanoTime() > deadline || !sshd.isAlive()) {
                    throw new AssertionError(Files.readString(folder.resolve("sshd.log")), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        factory.closeAll();
        sshd.destroy();
        assertThat(sshd.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
}
