package io.cloudtik.executor.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.NodeAccess;
import java.nio.file.Path;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SshConnectionTest {

    @TempDir
    Path folder;

    /** Nobody can break a connection at just that moment; a client that has none is in the same state. */
    @Test
    void aConnectionThatBrokeBeforeTheLoginBeganIsLostLikeAnyOther() throws Exception {
        Path key = folder.resolve("id");
        Ed25519KeyPair.ensure(key, "test");
        NodeAccess access = new NodeAccess("127.0.0.1", 22, "ann", Optional.empty(), Optional.empty());
        try (SshConnection connection = new SshConnection(access, key, folder.resolve("known_hosts"));
                SSHClient broken = new SSHClient(SshAlgorithms.config())) {
            PlatformException failure = catchThrowableOfType(
                    PlatformException.class, () -> connection.login(broken, access, PrivateKeys.read(key)));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure).hasMessage("lost 127.0.0.1:22 while logging in: Not connected");
        }
    }
}
