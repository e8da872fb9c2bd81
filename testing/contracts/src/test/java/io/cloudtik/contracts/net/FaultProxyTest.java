package io.cloudtik.contracts.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.contracts.net.Fault.Direction;
import io.cloudtik.contracts.net.Fault.Effect;
import io.cloudtik.contracts.time.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class FaultProxyTest {

    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        proxy = FaultProxy.to(server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void passesAllThatNoFaultIsToldOf(Direction direction) throws IOException {
        assertThat(sentThrough(direction, "0123456789")).isEqualTo("0123456789");
        assertThat(proxy.sent(direction)).isEqualTo(10);
        assertThat(proxy.hasHappened()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void cutsAtTheByteAndOnce(Direction direction) throws IOException {
        proxy.inject(Fault.cut(direction, 4));

        assertThat(sentThrough(direction, "0123456789")).isEqualTo("0123");
        assertThat(proxy.hasHappened()).isTrue();
        assertThat(sentThrough(direction, "0123456789")).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void spoilsOneByte(Direction direction) throws IOException {
        proxy.inject(Fault.of(Effect.CORRUPT, direction, 4));

        assertThat(sentThrough(direction, "0123456789")).isEqualTo("0123" + (char) ('4' ^ 0x55) + "56789");
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void endsOneDirectionAndKeepsTheOther(Direction direction) throws IOException {
        proxy.inject(Fault.of(Effect.HALF_CLOSE, direction, 3));
        try (Socket client = connect(); Socket accepted = server.accept()) {
            Socket from = direction == Direction.TO_SERVER ? client : accepted;
            Socket to = direction == Direction.TO_SERVER ? accepted : client;
            from.getOutputStream().write("0123456789".getBytes(US_ASCII));
            assertThat(new String(to.getInputStream().readAllBytes(), US_ASCII)).isEqualTo("012");

            to.getOutputStream().write('x');

            assertThat(from.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void swallowsUntilItIsHealed() throws IOException {
        proxy.inject(Fault.of(Effect.SWALLOW, Direction.TO_SERVER, 2));
        try (Socket client = connect(); Socket accepted = server.accept()) {
            client.getOutputStream().write("0123".getBytes(US_ASCII));
            Eventually.await("all was sent", Duration.ofSeconds(5), () -> proxy.sent(Direction.TO_SERVER) == 4);
            proxy.heal();
            client.getOutputStream().write("45".getBytes(US_ASCII));
            client.shutdownOutput();

            assertThat(new String(accepted.getInputStream().readAllBytes(), US_ASCII)).isEqualTo("0145");
        }
    }

    @Test
    void takesItsTimeAndLosesNothing() throws IOException {
        proxy.inject(Fault.slow(Direction.TO_SERVER, Duration.ofMillis(20)));
        long begun = System.nanoTime();

        assertThat(sentThrough(Direction.TO_SERVER, "x".repeat(5_000))).hasSize(5_000);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(90));
    }

    /** What arrives of a text that is sent over a connection of its own. */
    private String sentThrough(Direction direction, String text) throws IOException {
        try (Socket client = connect(); Socket accepted = server.accept()) {
            Socket from = direction == Direction.TO_SERVER ? client : accepted;
            Socket to = direction == Direction.TO_SERVER ? accepted : client;
            from.getOutputStream().write(text.getBytes(US_ASCII));
            from.shutdownOutput();
            return received(to);
        }
    }

    private static String received(Socket socket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (IOException reset) {
            // What arrived before counts.
            return bytes.toString(US_ASCII);
        }
        return bytes.toString(US_ASCII);
    }

    private Socket connect() throws IOException {
        return new Socket("127.0.0.1", proxy.port());
    }
}
