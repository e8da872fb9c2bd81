package io.cloudtik.contracts.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.exec.Tunnel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The rules of {@link CommandExecutor} for commands and tunnels; {@link FileTransferContract} has those for files. */
public abstract class CommandExecutorContract extends LoggedInContract {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MEBIBYTE = 1 << 20;

    private static final List<String> HOSTILE_WORDS = List.of(
            "", " ", "  two  spaces ", "'", "\"", "''\"\"'", "$HOME", "${x}", "`id`", "$(id)", "\\", "\\n", "\\'", "a\nb",
            "\n", "trailing\n", "\t", "\r", "*", "?", "[a-z]", "~", "~root", "-n", "--", "-", ";", "a;b", "&", "&&", "|",
            ">", "<", "!", "!!", "#", "%s", "%", "a=b", "=", "{a,b}", "\u0001", "\u007f", "é", "漢字", "😀", "ÿ\u0080");

    @Test
    void returnsTheExitCodeAsAResult() {
        assertThat(sh("exit 0").exitCode()).isZero();
        assertThat(sh("exit 37").exitCode()).isEqualTo(37);
        assertThat(sh("exit 37").isSuccess()).isFalse();
    }

    @Test
    void returnsWhatAShellReturnsForAProgramThatIsNotThere() {
        assertThat(executor.run(Command.of(PATIENCE, "no-such-program-here")).exitCode())
                .as("126 where a folder of PATH may not be searched")
                .isBetween(126, 127);
    }

    @Test
    void returns128PlusTheSignalThatEndedTheCommand() {
        assertThat(sh("kill -KILL $$").exitCode()).isEqualTo(128 + 9);
        assertThat(sh("kill -TERM $$").exitCode()).isEqualTo(128 + 15);
    }

    @Test
    void keepsTheTwoOutputsApart() {
        CommandResult result = sh("echo out; echo err >&2");

        assertThat(result.stdout()).isEqualTo("out\n");
        assertThat(result.stderr()).isEqualTo("err\n");
    }

    @Test
    void startsInTheHomeOfTheUser() throws IOException {
        CommandResult result = sh("pwd -P; cd && pwd -P");

        assertThat(result.stdout().lines().map(Path::of)).containsExactly(home.toRealPath(), home.toRealPath());
    }

    @Test
    void givesTheCommandItsStandardInput() {
        CommandResult result =
                executor.run(new Command(List.of("cat"), Map.of(), "line\nwithout end: é", PATIENCE));

        assertThat(result.stdout()).isEqualTo("line\nwithout end: é");
    }

    @Test
    void endsStandardInputForACommandThatGetsNone() {
        assertThat(executor.run(Command.of(PATIENCE, "cat")).stdout()).isEmpty();
    }

    @Test
    void doesNotMindACommandThatEndsWithoutReading() {
        CommandResult result =
                executor.run(new Command(List.of("true"), Map.of(), "x".repeat(6 * MEBIBYTE), PATIENCE));

        assertThat(result.exitCode()).isZero();
    }

    @Test
    void runsAScriptWithItsArguments() {
        CommandResult result = executor.run(Command.script(PATIENCE, "echo \"$1:$2\"\nexit 3\n", "a b", "$c"));

        assertThat(result.stdout()).isEqualTo("a b:$c\n");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void handsArgumentsOverByteForByte() {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", "for word do printf '%s\\0' \"$word\"; done", "sh"));
        argv.addAll(HOSTILE_WORDS);

        CommandResult result = executor.run(new Command(argv, Map.of(), "", PATIENCE));

        assertThat(List.of(result.stdout().split("\0", -1)).subList(0, HOSTILE_WORDS.size())).isEqualTo(HOSTILE_WORDS);
    }

    @Test
    void handsVariablesOverByteForByteAndKeepsStandardInput() {
        String value = String.join("", HOSTILE_WORDS) + "\n";

        CommandResult result = executor.run(new Command(
                List.of("sh", "-c", "printf '%s|%s|' \"$FIRST\" \"$SECOND\"; cat"),
                Map.of("FIRST", value, "SECOND", ""),
                "from stdin",
                PATIENCE));

        assertThat(result.stdout()).isEqualTo(value + "||from stdin");
    }

    @Test
    void keepsTheLastMebibyteOfEachStream() {
        CommandResult result = sh("i=0; while [ $i -lt 80 ]; do printf '%050000d' 7; printf '%050000d' 8 >&2; "
                + "i=$((i+1)); done; echo end; echo end >&2");

        assertThat(result.stdout()).hasSize(MEBIBYTE).endsWith("7end\n");
        assertThat(result.stderr()).hasSize(MEBIBYTE).endsWith("8end\n");
    }

    @Test
    void streamsOutputBeforeTheCommandEnds() throws Exception {
        StringBuilder seen = new StringBuilder();
        OutputSink sink = new OutputSink() {
            @Override
            public void stdout(byte[] bytes, int length) {
                seen.append(new String(bytes, 0, length, UTF_8));
                create(home.resolve("seen-out"));
            }

            @Override
            public void stderr(byte[] bytes, int length) {
                seen.append(new String(bytes, 0, length, UTF_8));
                create(home.resolve("seen-err"));
            }
        };

        int exitCode = executor.stream(
                Command.of(PATIENCE, "sh", "-c", "echo one; " + untilThereIs("seen-out") + "; echo two >&2; "
                        + untilThereIs("seen-err") + "; echo three; exit 5"),
                sink);

        assertThat(exitCode).isEqualTo(5);
        assertThat(seen).hasToString("one\ntwo\nthree\n");
    }

    @Test
    void endsACommandThatTakesTooLong() throws Exception {
        // A busy machine may not even begin a command within two seconds; then it gets more.
        for (Duration limit = Duration.ofSeconds(2); isEmpty(home.resolve("pid")); limit = limit.multipliedBy(4)) {
            Command command = Command.of(limit, "sh", "-c", "echo $$ > pid; exec sleep 300");
            String words = limit.toSeconds() + "s";

            assertThatThrownBy(() -> executor.run(command))
                    .asInstanceOf(type(PlatformException.class))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                    .satisfies(e -> assertThat(e).hasMessageContaining("sh").hasMessageContaining(words));
        }
        long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
        CompletableFuture<ProcessHandle> end = ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        assertThat(end).succeedsWithin(PATIENCE);
        assertThat(sh("echo next").stdout()).isEqualTo("next\n");
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() throws Exception {
        CompletableFuture<PlatformException> failure = new CompletableFuture<>();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                sh("echo $$ > pid; exec sleep 60");
            } catch (PlatformException e) {
                flag.complete(Thread.currentThread().isInterrupted());
                failure.complete(e);
            }
        });
        caller.start();
        sh(untilThereIs("pid"));

        caller.interrupt();

        assertThat(failure).succeedsWithin(PATIENCE);
        assertThat(failure.join().kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(flag).isCompletedWithValue(true);
        assertThat(sh("echo next").stdout()).isEqualTo("next\n");
    }

    @Test
    void runsSeveralCommandsAtOnce() throws Exception {
        List<Future<CommandResult>> results = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int number = i;
            results.add(threads.submit(() -> sh("touch here-" + number
                    + "; while [ \"$(ls | grep -c here-)\" -lt 6 ]; do sleep 0.05; done; echo " + number)));
        }

        for (int i = 0; i < 6; i++) {
            assertThat(results.get(i).get(60, TimeUnit.SECONDS).stdout()).isEqualTo(i + "\n");
        }
    }

    @Test
    void leadsToAPortAsSeenFromTheNode() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 50, loopback)) {
            Future<?> echo = threads.submit(() -> echoTwoConnections(server));
            int port;
            try (Tunnel tunnel = executor.forward("127.0.0.1", server.getLocalPort())) {
                port = tunnel.localPort();
                assertThat(sentAndReceived(port, filled('a'))).isEqualTo(filled('a'));
                assertThat(sentAndReceived(port, "short".getBytes(UTF_8))).isEqualTo("short".getBytes(UTF_8));
            }
            echo.get(60, TimeUnit.SECONDS);
            assertThatThrownBy(() -> new Socket(loopback, port).close()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aTunnelToAPortWhereNobodyListensClosesTheConnection() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            free = server.getLocalPort();
        }
        try (Tunnel tunnel = executor.forward("127.0.0.1", free);
                Socket socket = new Socket(loopback, tunnel.localPort())) {
            socket.setSoTimeout(60_000);
            assertThat(endsOrResets(socket)).isTrue();
        }
    }

    @Test
    void mayBeClosedTwice() {
        executor.close();
        executor.close();

        assertThatThrownBy(() -> sh("true"))
                .asInstanceOf(type(PlatformException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    private CommandResult sh(String text) {
        return executor.run(Command.of(PATIENCE, "sh", "-c", text));
    }

    private static String untilThereIs(String file) {
        return "while [ ! -s " + file + " ]; do sleep 0.05; done";
    }

    private static boolean isEmpty(Path file) {
        return file.toFile().length() == 0;
    }

    private static void create(Path file) {
        try {
            Files.writeString(file, "x");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Void echoTwoConnections(ServerSocket server) throws IOException {
        for (int i = 0; i < 2; i++) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
                socket.shutdownOutput();
            }
        }
        return null;
    }

    private byte[] sentAndReceived(int port, byte[] content) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            Future<byte[]> received = threads.submit(() -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                socket.getInputStream().transferTo(bytes);
                return bytes.toByteArray();
            });
            socket.getOutputStream().write(content);
            socket.shutdownOutput();
            return received.get(60, TimeUnit.SECONDS);
        }
    }

    private static boolean endsOrResets(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return true;
        }
    }
}
