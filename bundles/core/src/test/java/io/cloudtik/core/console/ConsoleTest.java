package io.cloudtik.core.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.problem.Secret;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.contracts.time.Eventually;
import io.cloudtik.core.role.ThreadScheduler;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Both ends of the console, over a socket, with a real Gogo. */
@Timeout(300)
class ConsoleTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path home;

    private final ThreadIOImpl threadIo = new ThreadIOImpl();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(threadIo);
    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CountDownLatch waits = new CountDownLatch(1);
    private ConsoleServer server;
    private ConsoleAddress address;

    private final OutputSink sink = new OutputSink() {
        @Override
        public void stdout(byte[] bytes, int length) {
            out.write(bytes, 0, length);
        }

        @Override
        public void stderr(byte[] bytes, int length) {
            err.write(bytes, 0, length);
        }
    };

    @BeforeEach
    void open() throws Exception {
        threadIo.start();
        command("greet", (session, words) -> {
            session.getConsole().println("hello " + words.get(0));
            return "returned " + words.get(0);
        });
        command("fail", (session, words) -> {
            throw new IllegalStateException("it does not go");
        });
        command("await", (session, words) -> {
            waits.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        server = ConsoleServer.open(processor, "head, CloudTik 1", Secret.of("token"), scheduler, home);
        address = ConsoleAddress.parse(Files.readString(home.resolve(ConsoleAddress.FILE)));
    }

    private void command(String name, Function function) {
        processor.addCommand("test", function, name);
    }

    @AfterEach
    void close() {
        server.close();
        processor.stop();
        threadIo.stop();
    }

    private ConsoleClient client() {
        return new ConsoleClient(address.port(), address);
    }

    @Test
    void writesItsAddressForItsOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(ConsoleAddress.FILE))))
                .isEqualTo("rw-------");
        assertThat(address.toString()).doesNotContain("token=token");
    }

    @Test
    void runsLinesInOneSession() {
        try (ConsoleClient client = client()) {
            assertThat(client.greeting()).isEqualTo("head, CloudTik 1");
            assertThat(client.run("x = ada", sink)).isZero();
            assertThat(client.run("test:greet $x", sink)).isZero();
        }
        assertThat(out.toString(UTF_8)).contains("hello ada\n").contains("returned ada\n");
    }

    @Test
    void tellsFailuresFromCommandsThatDoNotExist() {
        try (ConsoleClient client = client()) {
            assertThat(client.run("test:fail", sink)).isEqualTo(1);
            assertThat(client.run("nothing", sink)).isEqualTo(2);
        }
        assertThat(err.toString(UTF_8)).contains("error: it does not go").contains("nothing");
    }

    @Test
    void namesItsCommandsWithTheirScopesAndWithout() {
        try (ConsoleClient client = client()) {
            assertThat(client.commands()).contains("test:greet", "greet");
        }
    }

    @Test
    void interruptsTheLineAndGoesOnWithTheSession() throws Exception {
        AtomicInteger code = new AtomicInteger(-1);
        AtomicInteger after = new AtomicInteger(-1);
        Thread user = new Thread(() -> {
            try (ConsoleClient client = client()) {
                code.set(client.run("test:await", sink));
                after.set(client.run("test:greet bob", sink));
            }
        }, "user");
        user.start();
        waits.await();

        user.interrupt();
        user.join(PATIENCE.toMillis());

        assertThat(code).hasValue(1);
        assertThat(after).as(err.toString(UTF_8)).hasValue(0);
        assertThat(out.toString(UTF_8)).contains("hello bob");
    }

    @Test
    void refusesWhoDoesNotKnowTheToken() {
        ConsoleAddress guessed = new ConsoleAddress(address.port(), Secret.of("guessed"));

        assertThatThrownBy(() -> new ConsoleClient(guessed.port(), guessed))
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNAUTHORIZED))
                .satisfies(refusal -> assertThat(refusal).hasMessageContaining("the token is wrong"));
    }

    @Test
    void refusesTheFifthAndTakesItOnceAnotherLeft() {
        List<ConsoleClient> four = List.of(client(), client(), client(), client());
        assertThatThrownBy(this::client).hasMessageContaining("all 4 sessions are taken");

        four.get(0).close();

        Eventually.await("a session became free", PATIENCE, () -> {
            try (ConsoleClient client = client()) {
                return client.commands().contains("greet");
            } catch (PlatformException stillTaken) {
                return false;
            }
        });
        four.forEach(ConsoleClient::close);
    }

    @Test
    void saysThatItIsGone() {
        ConsoleClient client = client();
        server.close();

        assertThatThrownBy(() -> client.run("greet x", sink))
                .asInstanceOf(InstanceOfAssertFactories.type(PlatformException.class))
                .satisfies(lost -> assertThat(lost.kind()).isEqualTo(Kind.UNAVAILABLE));
    }
}
