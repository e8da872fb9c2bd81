package io.cloudtik.contracts.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.InteractiveAccess;
import io.cloudtik.api.spi.exec.Tunnel;
import io.cloudtik.contracts.net.FreePort;
import io.cloudtik.contracts.time.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rules of {@link InteractiveAccess}, for a node that is this machine. */
@Timeout(300)
public abstract class InteractiveAccessContract {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    protected Path scratch;

    private final TypedTerminal terminal = new TypedTerminal(111, 33);
    private ExecutorService threads;
    private CommandExecutor executor;
    private InteractiveAccess access;

    /** A connected executor that has the facet; the suite closes it. */
    protected abstract CommandExecutor connected() throws Exception;

    @BeforeEach
    void login() throws Exception {
        threads = Executors.newCachedThreadPool();
        executor = connected();
        access = executor.interactive().orElseThrow();
    }

    @AfterEach
    void logout() {
        if (executor != null) {
            executor.close();
        }
        threads.shutdownNow();
    }

    private Future<Integer> attach(String script) {
        return threads.submit(() -> access.attach(List.of("sh", "-c", script), terminal));
    }

    private void awaitOnScreen(String text) {
        Eventually.await("'" + text + "' is on the screen", PATIENCE, () -> terminal.screen().contains(text));
    }

    @Test
    void runsAProgramOnATerminalOfThePersonsSizeAndKind() throws Exception {
        assertThat(attach("tty >/dev/null || exit 1; stty size; echo $TERM; exit 7").get()).isEqualTo(7);

        assertThat(terminal.screen()).contains("33 111\nxterm\n");
    }

    @Test
    void passesWordsAsTheyAre() {
        assertThat(access.attach(List.of("printf", "%s|", "two words", "", "$HOME", "it's", "*"), terminal)).isZero();

        assertThat(terminal.screen()).contains("two words||$HOME|it's|*|");
    }

    @Test
    void opensTheLoginShell() throws Exception {
        Future<Integer> shell = threads.submit(() -> access.attach(List.of(), terminal));
        terminal.type("echo $((6 * 7)); exit 5\r");

        assertThat(shell.get()).isEqualTo(5);
        assertThat(terminal.screen()).contains("42\n");
    }

    @Test
    void turnsTheKeyForItIntoAnInterrupt() throws Exception {
        Future<Integer> program = attach("trap 'exit 9' INT; echo ready; while :; do sleep 1; done");
        awaitOnScreen("ready");

        terminal.type("\u0003");

        assertThat(program.get()).isEqualTo(9);
    }

    @Test
    void tellsTheProgramOfANewSize() throws Exception {
        Future<Integer> program = attach("trap 'stty size; exit 0' WINCH; echo ready; while :; do sleep 1; done");
        awaitOnScreen("ready");

        terminal.resize(77, 22);

        assertThat(program.get()).isZero();
        assertThat(terminal.screen()).contains("22 77\n");
    }

    @Test
    void closesTheInputOfTheTerminalWhenTheProgramEnds() throws Exception {
        attach("exit 0").get();

        assertThat(terminal.input().read()).isEqualTo(-1);
    }

    @Test
    void forwardsAPortOfTheCallersChoice() throws Exception {
        try (ServerSocket far = listener(); ServerSocket taken = listener()) {
            threads.submit(() -> echoOnce(far));
            int free = FreePort.next();

            try (Tunnel tunnel = access.forward(local(free), "127.0.0.1", far.getLocalPort());
                    Socket socket = new Socket("127.0.0.1", free)) {
                assertThat(tunnel.localPort()).isEqualTo(free);
                assertThat(echo(socket, "there and back")).isEqualTo("there and back");
            }
            assertThatThrownBy(() -> access.forward(local(taken.getLocalPort()), "127.0.0.1", far.getLocalPort()))
                    .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                    .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.CONFLICT))
                    .satisfies(refusal -> assertThat(refusal).hasMessageContaining("port " + taken.getLocalPort()));
        }
    }

    @Test
    void isASocksProxyThatResolvesNamesOverThere() throws Exception {
        try (ServerSocket far = listener();
                Tunnel tunnel = access.proxy(local(0));
                Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, local(tunnel.localPort())))) {
            threads.submit(() -> echoOnce(far));

            socket.connect(InetSocketAddress.createUnresolved("localhost", far.getLocalPort()));

            assertThat(echo(socket, "by name")).isEqualTo("by name");
        }
    }

    @Test
    void tellsAClientOfTheProxyWhatCannotBeReached() throws Exception {
        try (Tunnel tunnel = access.proxy(local(0));
                Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, local(tunnel.localPort())))) {
            int nobody = FreePort.next();

            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.1", nobody)))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void returnsFromTheWaitForALossWhenItIsClosed() throws Exception {
        Future<Boolean> loss = threads.submit(() -> {
            access.awaitLoss();
            return true;
        });

        executor.close();

        assertThat(loss.get()).isTrue();
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress("127.0.0.1", port);
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    }

    private static Void echoOnce(ServerSocket server) throws IOException {
        try (Socket socket = server.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
            return null;
        }
    }

    private static String echo(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(UTF_8));
        socket.shutdownOutput();
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), UTF_8);
    }
}
