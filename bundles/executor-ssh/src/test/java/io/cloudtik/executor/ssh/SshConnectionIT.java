package io.cloudtik.executor.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.OutputSink;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.contracts.net.Fault;
import io.cloudtik.contracts.net.Fault.Direction;
import io.cloudtik.contracts.net.FaultProxy;
import io.cloudtik.contracts.ssh.SshMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, who is talked to, and what is said when the way breaks. */
@Timeout(300)
class SshConnectionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final SshExecutorFactory factory = new SshExecutorFactory();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Path key;
    private Path knownHosts;
    private SshMachine server;

    @BeforeEach
    void startServer() throws Exception {
        key = folder.resolve("id");
        knownHosts = folder.resolve("known/hosts");
        server = later(new SshMachine(folder.resolve("server"), factory, key).started());
    }

    @AfterEach
    void closeAll() throws Exception {
        factory.closeAll();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void refusesAHostKeyThatIsNotThePinnedOne() {
        String other = factory.ensureKeyPair(folder.resolve("other"), "");
        NodeAccess access = at(server.port(), Optional.of(other));

        PlatformException failure = failureOf(access);

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure)
                .hasMessage("the host key of 127.0.0.1:%d is %s, not the pinned %s",
                        server.port(),
                        HostKey.parse(server.hostKey()).fingerprint(),
                        HostKey.parse(other).fingerprint());
        assertThat(failure.remedy()).isPresent();
        assertThat(knownHosts).doesNotExist();
    }

    @Test
    void doesNotRecordAKeyThatIsPinned() {
        assertThat(greeting(connect(server.access()))).isEqualTo("hello\n");
        assertThat(knownHosts).doesNotExist();
    }

    @Test
    void trustsTheFirstKeyOfAHostAndRefusesAChangedOne() throws Exception {
        // Another server at the same port: the port of a server that was closed may be taken by anybody.
        FaultProxy way = later(FaultProxy.to(server.port()));
        NodeAccess access = at(way.port(), Optional.empty());
        assertThat(greeting(connect(access))).isEqualTo("hello\n");
        assertThat(knownHosts).hasContent("[127.0.0.1]:" + way.port() + " " + HostKey.parse(server.hostKey()) + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(knownHosts))).isEqualTo("rw-------");
        assertThat(greeting(connect(access))).isEqualTo("hello\n");

        SshMachine other = later(new SshMachine(folder.resolve("changed"), factory, key).started());
        factory.closeAll();
        way.lead(other.port());
        PlatformException failure = failureOf(access);

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure)
                .hasMessageContaining("127.0.0.1:" + way.port())
                .hasMessageContaining(HostKey.parse(server.hostKey()).fingerprint())
                .hasMessageContaining(HostKey.parse(other.hostKey()).fingerprint())
                .hasMessageContaining(knownHosts.toString());
        assertThat(failure.remedy()).hasValueSatisfying(remedy -> assertThat(remedy).contains("ssh-keygen"));
    }

    @Test
    void asksForTheTypeOfKeyThatIsPinned() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair second = rsa.generateKeyPair();
        SshMachine both = later(new SshMachine(folder.resolve("both"), factory, key));
        KeyPairProvider first = both.configuration().getKeyPairProvider();
        both.configuration().setKeyPairProvider(session -> {
            List<KeyPair> pairs = new ArrayList<>(List.of(second));
            first.loadKeys(session).forEach(pairs::add);
            return pairs;
        });
        both.started();

        for (String pin : List.of(both.hostKey(), HostKey.of(second.getPublic()).toString())) {
            assertThat(greeting(connect(at(both.port(), Optional.of(pin))))).isEqualTo("hello\n");
        }
    }

    @Test
    void saysWhoWasNotLetInWithWhichKeyAndWhatTheServerOffers() {
        Path wrong = folder.resolve("wrong");
        factory.ensureKeyPair(wrong, "");

        PlatformException failure = catchThrowableOfType(
                PlatformException.class, () -> factory.connect(server.access(), wrong, knownHosts, PATIENCE));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("'tester'")
                .hasMessageContaining(wrong.toString())
                .hasMessageContaining("publickey");
    }

    @Test
    void saysThatAPrivateKeyIsNotThere() {
        Path missing = folder.resolve("missing");

        PlatformException failure = catchThrowableOfType(
                PlatformException.class, () -> factory.connect(server.access(), missing, knownHosts, PATIENCE));

        assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(failure).hasMessageContaining(missing.toString());
    }

    @Test
    void logsInWithAKeyInPemForm() throws Exception {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(2048);
        KeyPair pair = rsa.generateKeyPair();
        Path pem = Files.writeString(
                folder.resolve("cloud.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        Files.writeString(folder.resolve("cloud.pem.pub"), HostKey.of(pair.getPublic()).toString());
        SshMachine cloud = later(new SshMachine(folder.resolve("cloud"), factory, pem).started());

        assertThat(greeting(factory.connect(cloud.access(), pem, knownHosts, PATIENCE))).isEqualTo("hello\n");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port = server.port();
        server.close();

        PlatformException failure = failureOf(at(port, Optional.empty()));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("refused");
    }

    @Test
    void givesUpOnAServerThatSaysNothing() throws IOException {
        ServerSocket silent = later(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
        NodeAccess access = at(silent.getLocalPort(), Optional.empty());

        PlatformException failure = catchThrowableOfType(
                PlatformException.class, () -> factory.connect(access, key, knownHosts, Duration.ofSeconds(1)));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("within 1s");
    }

    @Test
    void doesNotAgreeToWeakAlgorithms() throws Exception {
        SshMachine weak = later(new SshMachine(folder.resolve("weak"), factory, key));
        weak.configuration().setCipherFactories(List.of(BuiltinCiphers.aes256cbc));
        weak.started();

        PlatformException failure = failureOf(weak.access());

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("aes256-cbc");
    }

    @Test
    void goesThroughAJumpHost() throws Exception {
        SshMachine inner = later(new SshMachine(folder.resolve("inner"), factory, key).started());
        NodeAccess access = new NodeAccess(
                "127.0.0.1", inner.port(), SshMachine.USER, Optional.of(inner.hostKey()), Optional.of(server.access()));

        assertThat(greeting(connect(access))).isEqualTo("hello\n");
        assertThat(inner.lines()).hasSize(1);
        assertThat(server.lines()).isEmpty();
    }

    @Test
    void checksTheKeyOfAJumpHostToo() {
        String other = factory.ensureKeyPair(folder.resolve("other"), "");
        NodeAccess jump = at(server.port(), Optional.of(other));
        NodeAccess access = new NodeAccess("127.0.0.1", 22, SshMachine.USER, Optional.empty(), Optional.of(jump));

        PlatformException failure = failureOf(access);

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure).hasMessageContaining("127.0.0.1:" + server.port());
    }

    @Test
    void doesNotKnowHowACommandEndedWhoseConnectionBroke() throws Exception {
        FaultProxy way = later(FaultProxy.to(server.port()));
        CommandExecutor executor = connect(at(way.port(), Optional.of(server.hostKey())));
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> executor.stream(
                Command.of(PATIENCE, "sh", "-c", "echo running; exec sleep 60"), firstOutput(running)));
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();

        way.cut();

        assertThat(exitCode).failsWithin(PATIENCE).withThrowableThat().havingCause().satisfies(failure ->
                assertThat(((PlatformException) failure).kind()).isEqualTo(Kind.UNKNOWN));
        PlatformException next = catchThrowableOfType(PlatformException.class, () -> greeting(executor));
        assertThat(next.kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void doesNotKnowHowACommandEndedWhoseServerWasStopped() throws Exception {
        CommandExecutor executor = connect(server.access());
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(() -> executor.stream(
                Command.of(PATIENCE, "sh", "-c", "echo running; exec sleep 60"), firstOutput(running)));
        assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();

        server.close();

        assertThat(exitCode).failsWithin(PATIENCE).withThrowableThat().havingCause().satisfies(failure ->
                assertThat(((PlatformException) failure).kind()).isEqualTo(Kind.UNKNOWN));
    }

    @Test
    void aCommandThatTakesTooLongIsEndedWithAllItHasStarted() throws Exception {
        assumeTrue(SshMachine.leadsGroups(), "setsid is not installed");
        CommandExecutor executor = connect(server.access());

        PlatformException failure = failureOfOneThatBegan(executor);

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.getMessage()).matches(".* did not end within \\d+s and was ended");
        for (String file : List.of("child", "parent")) {
            long pid = Long.parseLong(Files.readString(folder.resolve("server/home/" + file)).strip());
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isPresent()) {
                assertThat(process.get().onExit()).succeedsWithin(PATIENCE);
            }
        }
    }

    /** A busy machine may not even begin a command within a second; then it gets more. */
    private PlatformException failureOfOneThatBegan(CommandExecutor executor) {
        for (Duration limit = Duration.ofSeconds(1); ; limit = limit.multipliedBy(4)) {
            Command deaf = Command.of(
                    limit, "sh", "-c", "trap '' TERM; sleep 300 & echo $! > child; echo $$ > parent; wait");
            PlatformException failure = catchThrowableOfType(PlatformException.class, () -> executor.run(deaf));
            if (folder.resolve("server/home/parent").toFile().length() > 0) {
                return failure;
            }
        }
    }

    @Test
    void anUploadThatIsCutLeavesTheOldFile() throws Exception {
        Path target = folder.resolve("server/home/file");
        Files.writeString(target, "old");
        for (long bytes : new long[] {100, 1_000, 20_000, 300_000, 2_000_000}) {
            FaultProxy way = later(FaultProxy.to(server.port()));
            CommandExecutor executor = connect(at(way.port(), Optional.of(server.hostKey())));
            way.inject(Fault.cut(Direction.TO_SERVER, bytes));

            PlatformException failure = catchThrowableOfType(
                    PlatformException.class, () -> executor.upload(new byte[3_000_000], "file", 0600));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(target).hasContent("old");
        }
    }

    @Test
    void theNextUploadRemovesWhatABrokenOneLeft() throws Exception {
        FaultProxy way = later(FaultProxy.to(server.port()));
        CommandExecutor broken = connect(at(way.port(), Optional.of(server.hostKey())));
        way.inject(Fault.cut(Direction.TO_SERVER, 300_000));
        catchThrowableOfType(PlatformException.class, () -> broken.upload(new byte[3_000_000], "data/big", 0600));
        assertThat(names("data")).singleElement().asString().matches("big\\.[0-9a-f]{8}\\.part");
        way.heal();

        connect(at(way.port(), Optional.of(server.hostKey()))).upload("small".getBytes(UTF_8), "data/other", 0600);

        assertThat(names("data")).containsExactly("other");
    }

    @Test
    void anUploadRemovesWhatOthersLeftOfTheSameFileOnceNobodyWritesToIt() throws Exception {
        Path home = folder.resolve("server/home");
        for (String name : List.of("file.0123abcd.part", "file.4567abcd.part", "other.0123abcd.part", "file.mine.part")) {
            Files.writeString(home.resolve(name), "half");
            Files.setLastModifiedTime(home.resolve(name), FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        }
        Files.setLastModifiedTime(home.resolve("file.4567abcd.part"), FileTime.from(Instant.now()));
        CommandExecutor executor = connect(server.access());

        executor.upload("new".getBytes(UTF_8), "file", 0600);

        assertThat(names("")).containsExactly("file", "file.4567abcd.part", "file.mine.part", "other.0123abcd.part");
        executor.upload("new".getBytes(UTF_8), "other", 0600);
        assertThat(names("")).containsExactly("file", "file.4567abcd.part", "file.mine.part", "other");
    }

    private List<String> names(String below) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("server/home").resolve(below))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aDownloadThatIsCutLeavesNothing() throws Exception {
        Files.write(folder.resolve("server/home/file"), new byte[3_000_000]);
        FaultProxy way = later(FaultProxy.to(server.port()));
        CommandExecutor executor = connect(at(way.port(), Optional.of(server.hostKey())));
        way.inject(Fault.cut(Direction.TO_SERVER, 2_000));
        Path local = folder.resolve("fetched/file");

        PlatformException failure =
                catchThrowableOfType(PlatformException.class, () -> executor.download("file", local));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(folder.resolve("fetched")).isEmptyDirectory();
    }

    @Test
    void replacesAFileOnAServerWithoutAtomicRename() throws Exception {
        SshMachine old = later(new SshMachine(folder.resolve("old"), factory, key));
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(old.configuration(), "");
        old.started();
        CommandExecutor executor = connect(old.access());

        executor.upload("one".getBytes(UTF_8), "file", 0600);
        executor.upload("two".getBytes(UTF_8), "file", 0600);

        assertThat(folder.resolve("old/home/file")).hasContent("two");
    }

    @Test
    void keepsVariablesOffTheCommandLine() {
        CommandExecutor executor = connect(server.access());

        String seen = executor.run(new Command(
                        List.of("sh", "-c", "echo \"$TOKEN\""), Map.of("TOKEN", "hush"), "", PATIENCE))
                .stdout();

        assertThat(seen).isEqualTo("hush\n");
        assertThat(server.lines()).singleElement().asString().doesNotContain("hush").doesNotContain("TOKEN");
    }

    @Test
    void doesNotFloodAServerThatAllowsTenSessions() throws Exception {
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server.configuration(), 10);
        CommandExecutor executor = connect(server.access());
        List<CompletableFuture<String>> greetings = new ArrayList<>();

        for (int i = 0; i < 24; i++) {
            greetings.add(CompletableFuture.supplyAsync(
                    () -> greeting(executor), task -> new Thread(task).start()));
        }

        for (CompletableFuture<String> greeting : greetings) {
            assertThat(greeting.get(60, TimeUnit.SECONDS)).isEqualTo("hello\n");
        }
    }

    @Test
    void aStoppedBundleLeavesNoThreadBehind() {
        connect(server.access());
        assertThat(threadsOfOurs()).isNotEmpty();

        factory.closeAll();

        for (Thread thread : threadsOfOurs()) {
            assertThat(thread).satisfies(ours -> ours.join(60_000)).matches(ours -> !ours.isAlive());
        }
    }

    private static List<Thread> threadsOfOurs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ssh"))
                .filter(thread -> !thread.getName().startsWith("sshd"))
                .toList();
    }

    private <T extends AutoCloseable> T later(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private static NodeAccess at(int port, Optional<String> hostKey) {
        return new NodeAccess("127.0.0.1", port, SshMachine.USER, hostKey, Optional.empty());
    }

    private CommandExecutor connect(NodeAccess access) {
        return factory.connect(access, key, knownHosts, PATIENCE);
    }

    private PlatformException failureOf(NodeAccess access) {
        return catchThrowableOfType(PlatformException.class, () -> connect(access));
    }

    private static String greeting(CommandExecutor executor) {
        return executor.run(Command.of(PATIENCE, "echo", "hello")).stdout();
    }

    private static OutputSink firstOutput(CountDownLatch seen) {
        return new OutputSink() {
            @Override
            public void stdout(byte[] bytes, int length) {
                seen.countDown();
            }

            @Override
            public void stderr(byte[] bytes, int length) {
                throw new AssertionError(new String(bytes, 0, length, UTF_8));
            }
        };
    }
}
