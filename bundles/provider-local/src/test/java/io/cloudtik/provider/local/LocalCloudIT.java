package io.cloudtik.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.spi.provider.CloudNode;
import io.cloudtik.api.spi.provider.CloudNode.State;
import io.cloudtik.api.spi.provider.LaunchRequest;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.api.spi.provider.NodeProvider;
import io.cloudtik.provider.local.SshLogin.Result;
import io.cloudtik.provider.local.folder.HostAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.sftp.RenameFlags;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.userauth.UserAuthException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes: what one can do in them over SSH, how they end, and what the death of the host process does to them. */
@Timeout(300)
class LocalCloudIT {

    @TempDir
    Path home;

    private final SshKey key = SshKey.generate();
    private TestCloud cloud;

    @BeforeEach
    void open() {
        cloud = TestCloud.open(home);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void runsACommandInTheHomeOfItsNode() throws IOException {
        CloudNode node = cloud.launch("one", key);

        try (SshLogin login = login(node)) {
            Result result = login.run("pwd; echo $HOME; echo $USER; echo problem >&2; exit 3");

            String nodeHome = cloud.root().nodeHome(node.id()).toRealPath().toString();
            assertThat(result.out()).isEqualTo(nodeHome + "\n" + cloud.root().nodeHome(node.id()) + "\n"
                    + System.getProperty("user.name") + "\n");
            assertThat(result.err()).isEqualTo("problem\n");
            assertThat(result.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void givesCommandsTheEnvironmentOfABareMachine() throws IOException {
        CloudNode node = cloud.launch("one", key);

        try (SshLogin login = login(node)) {
            Set<String> names = login.run("/usr/bin/env").out().lines()
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .collect(Collectors.toSet());
            String told = login.run("echo $CLOUDTIK_LOCAL_NODE $CLOUDTIK_CACHE; $JAVA_HOME/bin/java -version && command -v java").out();

            assertThat(names).containsOnly("CLOUDTIK_CACHE", "CLOUDTIK_LOCAL_NODE", "HOME", "JAVA_HOME", "LANG", "LOGNAME",
                    "PATH", "PWD", "SHELL", "USER");
            assertThat(told).startsWith(node.id() + " " + home.resolve("cache")).contains("/bin/java");
        }
    }

    @Test
    void passesLargeInputAndOutputAtOnce() throws IOException {
        byte[] input = new byte[3_000_000];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) ('a' + i % 26);
        }
        CloudNode node = cloud.launch("one", key);

        try (SshLogin login = login(node)) {
            assertThat(login.run("cat", input).out()).isEqualTo(new String(input, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void doesNotWaitForWhatACommandLeavesBehind() throws IOException {
        CloudNode node = cloud.launch("one", key);

        try (SshLogin login = login(node)) {
            assertThat(login.run("sleep 600 & echo started").out()).isEqualTo("started\n");
        }
    }

    @Test
    void refusesAKeyThatIsNotAuthorized() {
        CloudNode node = cloud.launch("one", key);

        assertThatThrownBy(() -> new SshLogin(access(node), SshKey.generate())).isInstanceOf(UserAuthException.class);
    }

    @Test
    void refusesAnotherUsersName() {
        CloudNode node = cloud.launch("one", key);

        assertThatThrownBy(() -> new SshLogin(access(node), "somebody", key)).isInstanceOf(UserAuthException.class);
    }

    @Test
    void keepsSecretsAndHomesFromOtherUsers() throws IOException {
        CloudNode node = cloud.launch("one", key);

        assertThat(mode(cloud.root().folder())).isEqualTo("rwx------");
        assertThat(mode(cloud.root().hostAddress())).isEqualTo("rw-------");
        assertThat(mode(cloud.root().nodeHome(node.id()))).isEqualTo("rwx------");
        assertThat(mode(cloud.root().keys(TestCloud.WORKSPACE).resolve(node.id()))).isEqualTo("rw-------");
    }

    @Test
    void givesTwoNodesPlacesOfTheirOwn() throws IOException {
        CloudNode one = cloud.launch("one", key);
        CloudNode two = cloud.launch("two", key);

        assertThat(access(one).hostKey()).isNotEqualTo(access(two).hostKey());
        try (SshLogin first = login(one); SshLogin second = login(two)) {
            first.run("echo mine > file");
            assertThat(second.run("cat file").exitCode()).isNotZero();
        }
    }

    @Test
    void takesFilesBelowItsHomeAndReplacesThemAtOnce() throws IOException {
        CloudNode node = cloud.launch("one", key);

        try (SshLogin login = login(node); SFTPClient files = login.client().newSFTPClient()) {
            login.run("echo new > fresh; echo old > settled; ln -s / everything");
            files.rename("fresh", "settled", EnumSet.of(RenameFlags.OVERWRITE, RenameFlags.ATOMIC));

            assertThat(login.run("cat settled; ls fresh").out()).isEqualTo("new\n");
            assertThatThrownBy(() -> files.stat("/etc/passwd")).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> files.stat("../../node.properties")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void forwardsToLoopbackAddressesOnly() throws IOException {
        CloudNode node = cloud.launch("one", key);

        try (SshLogin login = login(node); ServerSocket service = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> greetOnce(service));
            try (DirectConnection tunnel = login.client().newDirectConnection("127.0.0.1", service.getLocalPort())) {
                assertThat(tunnel.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
            }
            served.join();
            assertThatThrownBy(() -> login.client().newDirectConnection("192.0.2.1", 80)).isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    void endsACommandWhoseClientIsGoneButNotWhatDetachedItself() throws IOException {
        CloudNode node = cloud.launch("one", key);
        try (SshLogin login = login(node)) {
            try (Session session = login.client().startSession()) {
                session.exec("setsid sleep 4711 </dev/null >/dev/null 2>&1 & echo ready > ready; sleep 4712; true");
                TestCloud.awaitUntil("the command runs", () -> Files.exists(cloud.root().nodeHome(node.id()).resolve("ready"))
                        && running(node, "sleep 4712").size() == 1 && running(node, "sleep 4711").size() == 1);
            }
            TestCloud.awaitUntil("the command is gone", () -> running(node, "sleep 4712").isEmpty());

            assertThat(running(node, "sleep 4711")).hasSize(1);
        }
    }

    @Test
    void endsAllProcessesOfATerminatedNodeAndNoOthers() throws IOException {
        CloudNode doomed = cloud.launch("one", key);
        CloudNode kept = cloud.launch("two", key);
        for (CloudNode node : List.of(doomed, kept)) {
            try (SshLogin login = login(node)) {
                login.run("setsid sh -c 'sleep 4713; true' </dev/null >/dev/null 2>&1 &");
                login.run("setsid sh -c 'trap \"\" TERM; sleep 4714; sleep 4714' </dev/null >/dev/null 2>&1 &");
                login.run("mkdir -p data/closed && echo x > data/closed/x && chmod 0 data/closed");
                TestCloud.awaitUntil("the services run", () -> running(node, "sleep 4713").size() >= 1
                        && running(node, "sleep 4714").size() >= 1);
            }
        }

        try (NodeProvider nodes = cloud.nodes()) {
            nodes.terminate(Set.of(doomed.id()));
        }

        assertThat(running(doomed, "")).isEmpty();
        assertThat(cloud.root().node(doomed.id())).doesNotExist();
        assertThat(running(kept, "sleep 4713")).isNotEmpty();
        assertThat(cloud.list()).extracting(CloudNode::id).containsExactly(kept.id());
    }

    @Test
    void endsAProgramOfTheNodeThatHasLostItsEnvironment() throws IOException {
        CloudNode node = cloud.launch("one", key);
        try (SshLogin login = login(node)) {
            login.run("cp /bin/sleep napper; setsid env -i ./napper 4715 </dev/null >/dev/null 2>&1 &");
            TestCloud.awaitUntil("the program runs", () -> processesOf(node).count() == 1);
        }

        try (NodeProvider nodes = cloud.nodes()) {
            nodes.terminate(Set.of(node.id()));
        }

        assertThat(processesOf(node)).isEmpty();
    }

    private Stream<ProcessHandle> processesOf(CloudNode node) {
        String napper = cloud.root().nodeHome(node.id()).resolve("napper").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().map(napper::equals).orElse(false));
    }

    @Test
    void leavesNothingBehindAfterTheLastTermination() throws IOException {
        CloudNode node = cloud.launch("one", key);
        NodeAccess access = access(node);
        HostAddress host = HostAddress.read(cloud.root()).orElseThrow();

        cloud.terminateAll();

        assertThat(cloud.list()).isEmpty();
        TestCloud.awaitUntil("the host process is reaped", () -> !host.isOfLivingProcess());
        assertThat(cloud.root().hostAddress()).doesNotExist();
        assertThat(cloud.root().nodes()).isEmptyDirectory();
        assertThat(cloud.root().keys(TestCloud.WORKSPACE)).isEmptyDirectory();
        assertThatThrownBy(() -> new Socket(access.host(), access.port()).close()).isInstanceOf(IOException.class);
    }

    @Test
    void keepsItsNodesWhenTheHostProcessIsKilled() throws IOException {
        CloudNode node = cloud.launch("one", key);
        NodeAccess before = access(node);
        try (SshLogin login = login(node)) {
            login.run("setsid sleep 4715 </dev/null >/dev/null 2>&1 &");
        }
        TestCloud.awaitUntil("the service runs", () -> running(node, "sleep 4715").size() == 1);
        Set<Long> services = running(node, "sleep 4715");
        HostAddress killed = HostAddress.read(cloud.root()).orElseThrow();

        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
        TestCloud.awaitUntil("the host process is gone", () -> !killed.isOfLivingProcess());

        assertThat(access(node)).isEqualTo(before);
        assertThat(cloud.list()).extracting(CloudNode::id).containsExactly(node.id());
        assertThat(HostAddress.read(cloud.root()).orElseThrow().pid()).isNotEqualTo(killed.pid());
        assertThat(running(node, "sleep 4715")).isEqualTo(services).hasSize(1);
        try (SshLogin login = login(node)) {
            assertThat(login.run("echo still here").out()).isEqualTo("still here\n");
        }
        assertThat(cloud.launch("one", key).id()).isEqualTo(node.id());
    }

    @Test
    void finishesATerminationThatAKilledHostHadBegun() throws IOException {
        CloudNode node = cloud.launch("one", key);
        HostAddress killed = HostAddress.read(cloud.root()).orElseThrow();
        ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
        TestCloud.awaitUntil("the host process is gone", () -> !killed.isOfLivingProcess());
        Path record = cloud.root().node(node.id()).resolve("node.properties");
        Files.writeString(record, Files.readString(record).replace("state=RUNNING", "state=TERMINATING"));

        TestCloud.awaitUntil("the node is gone", () -> cloud.list().isEmpty());

        assertThat(cloud.root().node(node.id())).doesNotExist();
        assertThat(cloud.launch("one", key).state()).isEqualTo(State.TERMINATED);
    }

    @Test
    void makesOneNodeWhenTwoClientProcessesLaunchWithOneToken() throws IOException, InterruptedException {
        List<Process> clients = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            clients.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", System.getProperty("java.class.path"), LaunchOne.class.getName(), home.toString(), key.publicText())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        List<String> ids = new ArrayList<>();
        for (Process client : clients) {
            ids.add(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim());
            assertThat(client.waitFor()).as(ids.toString()).isZero();
        }

        assertThat(cloud.list()).hasSize(1);
        assertThat(ids).containsOnly(cloud.list().get(0).id());
    }

    @Test
    void launchesAgainAndAgainWhileTheHostProcessEnds() {
        for (int i = 0; i < 3; i++) {
            CloudNode node = cloud.launch("round" + i, key);
            CompletableFuture<Void> ending = CompletableFuture.runAsync(() -> {
                try (NodeProvider nodes = cloud.nodes()) {
                    nodes.terminate(Set.of(node.id()));
                }
            });
            CloudNode next = cloud.launch("next" + i, key);
            ending.join();
            assertThat(cloud.list()).extracting(CloudNode::id).containsExactly(next.id());
            cloud.terminateAll();
        }
    }

    @Test
    void skipsAnAddressThatSomebodyElseHolds() throws IOException {
        CloudNode first = cloud.launch("one", key);
        Assumptions.assumeTrue(access(first).port() == 2222, "nodes share one address here");
        String next = first.address().replaceAll("\\.\\d+$", ".2");
        try (ServerSocket foreign = new ServerSocket(2222, 1, InetAddress.getByName(next))) {
            CloudNode second = cloud.launch("two", key);

            assertThat(second.address()).isNotEqualTo(next).isNotEqualTo(first.address());
            assertThat(foreign.isBound()).isTrue();
        }
    }

    @Test
    void refusesALaunchWithAKeyThatIsNone() {
        LaunchRequest good = TestCloud.request("one", key);
        LaunchRequest bad = new LaunchRequest(good.token(), good.name(), good.nodeType(), good.resources(), good.nodeConfig(),
                good.tags(), List.of("nonsense"));

        try (NodeProvider nodes = cloud.nodes()) {
            assertThatThrownBy(() -> nodes.launch(bad)).hasMessage("'nonsense' is no public key in OpenSSH form");
        }
        assertThat(cloud.list()).isEmpty();
        assertThat(cloud.root().nodes()).isEmptyDirectory();
    }

    private NodeAccess access(CloudNode node) {
        try (NodeProvider nodes = cloud.nodes()) {
            return nodes.access(node);
        }
    }

    private SshLogin login(CloudNode node) throws IOException {
        return new SshLogin(access(node), key);
    }

    /** The ids of the node's living processes whose command line begins so. */
    private static Set<Long> running(CloudNode node, String command) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> read(pid, "environ").contains("CLOUDTIK_LOCAL_NODE=" + node.id()))
                .filter(pid -> read(pid, "cmdline").replace('\0', ' ').startsWith(command))
                .collect(Collectors.toSet());
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(pid), file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static void greetOnce(ServerSocket service) {
        try (Socket client = service.accept()) {
            client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
