package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.contracts.net.Fault;
import io.cloudtik.contracts.net.Fault.Direction;
import io.cloudtik.contracts.net.Fault.Effect;
import io.cloudtik.contracts.net.FaultProxy;
import io.cloudtik.contracts.ssh.SshMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections that break at any byte: what is there afterwards, and what the caller is told. Several at once, since some
 * are only waited for: a silent one is given up after half a minute.
 */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class SshFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final boolean FULL = Boolean.getBoolean("cloudtik.full");
    private static final int SEEDS = FULL ? 1_500 : 60;
    private static final byte[] OLD = "the old text".getBytes(UTF_8);

    @TempDir
    Path folder;

    private final SshExecutorFactory factory = new SshExecutorFactory();
    private Path key;
    private Path home;
    private SshMachine server;
    private FaultProxy way;

    @BeforeEach
    void open() throws Exception {
        key = folder.resolve("id");
        server = new SshMachine(folder.resolve("server"), factory, key).started();
        home = folder.resolve("server/home");
        way = FaultProxy.to(server.port());
    }

    @AfterEach
    void close() throws Exception {
        factory.closeAll();
        way.close();
        server.close();
    }

    static IntStream seeds() {
        return IntStream.range(0, SEEDS);
    }

    /** What is done when it breaks, with the rules that hold whenever that is. */
    private enum Work { UPLOAD, DOWNLOAD, EXEC }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverHalfAFileAndNeverAStepTwice(int seed) throws Exception {
        Random random = new Random(seed);
        Work work = Work.values()[random.nextInt(Work.values().length)];
        boolean alreadyAtLogin = random.nextInt(4) == 0;
        byte[] content = new byte[1 + random.nextInt(400_000)];
        random.nextBytes(content);
        Fault fault = fault(random, alreadyAtLogin ? 4_000 : work == Work.EXEC ? 1_500 : content.length + 3_000);
        if (alreadyAtLogin) {
            way.inject(fault);
        }
        Optional<CommandExecutor> executor = connect();
        if (executor.isEmpty()) {
            assertThat(home).isEmptyDirectory();
            return;
        }
        if (!alreadyAtLogin) {
            way.inject(fault);
        }
        switch (work) {
            case UPLOAD -> upload(executor.get(), content);
            case DOWNLOAD -> download(executor.get(), content);
            case EXEC -> exec(executor.get(), random.nextBoolean());
        }
    }

    /** Half of the offsets are small, so that each message of the protocol is broken now and then. */
    private static Fault fault(Random random, int span) {
        // The others are noticed only after half a minute of silence.
        Effect[] effects = FULL ? Effect.values() : new Effect[] {Effect.CUT, Effect.CUT, Effect.HALF_CLOSE};
        Effect effect = effects[random.nextInt(effects.length)];
        Direction direction = Direction.values()[random.nextInt(2)];
        int offset = random.nextBoolean() ? random.nextInt(span) : (int) Math.pow(span, random.nextDouble());
        return new Fault(effect, direction, offset, Duration.ofMillis(5));
    }

    /** Empty if the way broke before the login was over. */
    private Optional<CommandExecutor> connect() {
        try {
            return Optional.of(factory.connect(access(), key, folder.resolve("known_hosts"), PATIENCE));
        } catch (PlatformException e) {
            assertThat(e.kind()).as(e.toString()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e).hasMessageContaining("127.0.0.1:" + way.port());
            return Optional.empty();
        }
    }

    private NodeAccess access() {
        return new NodeAccess(
                "127.0.0.1", way.port(), SshMachine.USER, Optional.of(server.hostKey()), Optional.empty());
    }

    private void upload(CommandExecutor executor, byte[] content) throws IOException {
        Path target = home.resolve("file");
        Files.write(target, OLD);

        Optional<PlatformException> failure = failureOf(() -> executor.upload(content, "file", 0600));

        byte[] found = Files.readAllBytes(target);
        if (failure.isEmpty()) {
            assertThat(found).isEqualTo(content);
        } else if (failure.get().kind() == Kind.UNAVAILABLE) {
            assertThat(found).as(failure.toString()).isEqualTo(OLD);
        } else {
            assertThat(found).as(failure.toString()).isIn(OLD, content);
        }
        assertThat(others(home)).allMatch(name -> name.endsWith(".part"));
        way.heal();
        connect().orElseThrow().upload(content, "file", 0600);
        assertThat(target).hasBinaryContent(content);
    }

    private void download(CommandExecutor executor, byte[] content) throws IOException {
        Files.write(home.resolve("file"), content);
        Path target = Files.createDirectory(folder.resolve("fetched")).resolve("file");
        Files.write(target, OLD);

        Optional<PlatformException> failure = failureOf(() -> executor.download("file", target));

        assertThat(target).hasBinaryContent(failure.isEmpty() ? content : OLD);
        assertThat(others(target.getParent())).isEmpty();
    }

    /** A step that must not be done twice: each time it appends. */
    private void exec(CommandExecutor executor, boolean hasEnvironment) throws IOException {
        Map<String, String> environment = hasEnvironment ? Map.of("TOLD", "é".repeat(50)) : Map.of();
        Command command = new Command(
                List.of("sh", "-c", "echo did >>steps; echo done; echo \"$TOLD\""), environment, "", PATIENCE);

        Optional<PlatformException> failure = failureOf(() ->
                assertThat(executor.run(command).stdout()).startsWith("done\n"));

        server.close(); // Whatever it had begun is over now.
        int did = Files.exists(home.resolve("steps")) ? Files.readAllLines(home.resolve("steps")).size() : 0;
        if (failure.isEmpty()) {
            assertThat(did).isEqualTo(1);
        } else if (failure.get().kind() == Kind.UNAVAILABLE) {
            assertThat(did).as(failure.toString()).isZero();
        } else {
            assertThat(did).as(failure.toString()).isBetween(0, 1);
        }
    }

    /** Those of a broken way are of two kinds: it did not happen, or nobody knows. */
    private static Optional<PlatformException> failureOf(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (PlatformException e) {
            assertThat(e.kind()).as(e.toString()).isIn(Kind.UNAVAILABLE, Kind.UNKNOWN);
            assertThat(e.getMessage()).contains("127.0.0.1:");
            return Optional.of(e);
        }
    }

    private static List<String> others(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("file")).toList();
        }
    }

    @Test
    void doesNotTalkToTheMachineThatTookAnothersPlaceWhenItComesBack() throws Exception {
        CommandExecutor executor = connect().orElseThrow();
        executor.upload("mine".getBytes(UTF_8), "file", 0600);
        SshMachine other = new SshMachine(folder.resolve("other"), factory, key).started();
        try {
            way.cut();
            way.lead(other.port());

            PlatformException lost = catchThrowableOfType(
                    PlatformException.class, () -> executor.upload("secret".getBytes(UTF_8), "file", 0600));
            PlatformException refused = catchThrowableOfType(
                    PlatformException.class,
                    () -> factory.connect(access(), key, folder.resolve("known_hosts"), PATIENCE));

            assertThat(lost.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(refused.kind()).isEqualTo(Kind.DENIED);
            assertThat(refused)
                    .hasMessageContaining(HostKey.parse(server.hostKey()).fingerprint())
                    .hasMessageContaining(HostKey.parse(other.hostKey()).fingerprint());
            assertThat(folder.resolve("other/home")).isEmptyDirectory();
            assertThat(other.lines()).isEmpty();
        } finally {
            other.close();
        }
    }
}
