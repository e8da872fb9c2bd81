package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.codec.json.JacksonRecordCodec;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import io.cloudtik.core.control.ControlPlane;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class HeadConnectionTest {

    @TempDir
    private Path home;

    /** Java's own client does so unless it is told not to. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a loopback address of its own")
    void doesNotAskAgainForWhatMayHaveBeenDone() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        String address = "127.211." + ThreadLocalRandom.current().nextInt(1, 255) + ".1";
        try (ServerSocket head = new ServerSocket(ControlPlane.CONTROL_PORT, 10, InetAddress.getByName(address))) {
            Thread server = new Thread(() -> readAndHangUp(head, asked), "head-that-hangs-up");
            server.setDaemon(true);
            server.start();
            try (LocalProcessExecutor executor = new LocalProcessExecutor(home, Map.of());
                    HeadConnection connection =
                            new HeadConnection(executor, address, Secret.of("token"), new JacksonRecordCodec())) {

                PlatformException failure = catchThrowableOfType(
                        PlatformException.class, () -> connection.kill(Optional.empty()));

                assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
                assertThat(asked).hasValue(1);
            }
        }
    }

    private static void readAndHangUp(ServerSocket head, AtomicInteger asked) {
        try {
            while (true) {
                try (Socket client = head.accept()) {
                    byte[] buffer = new byte[64 * 1024];
                    if (client.getInputStream().read(buffer) > 0) {
                        asked.incrementAndGet();
                    }
                }
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
