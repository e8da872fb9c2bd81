package io.cloudtik.core.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.CommandRetries;
import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import io.cloudtik.contracts.exec.RecordingExecutorFactory;
import io.cloudtik.core.cluster.ProbeAnswer;
import io.cloudtik.api.model.cluster.NodeCommands;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.stage.NodeStages;
import io.cloudtik.core.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bootstrap's own scripts, run by a real shell in a folder that stands for the machine. */
class NodeBootstrapperTest {

    static final NodeAccess ACCESS =
            new NodeAccess("127.77.0.2", 2222, "ann", Optional.of("ssh-ed25519 AAAA"), Optional.empty());
    private static final Set<JavaNeeds.Range> NO_NEEDS = Set.of();

    @TempDir Path folder;

    private Path machine;
    private Path distribution;
    private RecordingExecutorFactory executors;
    private NodeBootstrapper bootstrapper;
    private final List<String> activities = new ArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        machine = Files.createDirectory(folder.resolve("machine"));
        distribution = Files.createDirectory(folder.resolve("distribution"));
        for (String path : List.of("etc/head.bundles", "etc/worker.bundles", "etc/client-head.bundles")) {
            write(path, path.contains("head") ? "# head\na.jar\nb.jar\n" : "a.jar\n");
        }
        write("bundles/a.jar", "a");
        write("bundles/b.jar", "b");
        write("bundles/cloud-sdk.jar", "not for nodes");
        write("lib/launcher.jar", "l");
        write("lib/redis/redis-server", "r");
        // Counts its starts; "runs" once it was started, until it is stopped.
        write("bin/cloudtik-container", """
                #!/bin/sh
                case "$1" in
                  start) echo "$@ from $0" >> "$HOME/starts"; touch "$HOME/running";;
                  stop) rm -f "$HOME/running"; echo stop >> "$HOME/starts";;
                  status) test -e "$HOME/running" || exit $(cat "$HOME/trouble" 2>/dev/null || echo 3);;
                esac
                """);
        Files.setPosixFilePermissions(
                distribution.resolve("bin/cloudtik-container"), PosixFilePermissions.fromString("rwxr-xr-x"));
        executors = new RecordingExecutorFactory(access -> new LocalProcessExecutor(machine, Map.of()));
        bootstrapper = new NodeBootstrapper(
                executors, distribution, folder.resolve("key"), folder.resolve("known_hosts"), new ManualTime());
    }

    @Test
    void putsThePartOfTheDistributionThatARoleNeedsAndStartsTheContainer() throws IOException {
        bootstrap(NodeKind.WORKER, NO_NEEDS);

        Path current = machine.resolve(".cloudtik/dist/current");
        assertThat(current.resolve("bundles/a.jar")).hasContent("a");
        assertThat(current.resolve("bundles/b.jar")).doesNotExist();
        assertThat(current.resolve("bundles/cloud-sdk.jar")).doesNotExist();
        assertThat(current.resolve("etc/client-head.bundles")).as("a worker has no command line").doesNotExist();
        assertThat(current.resolve("lib/redis")).doesNotExist();
        assertThat(Files.readString(machine.resolve("starts"))).startsWith("start --role worker");
    }

    @Test
    void putsItsProgramsWhereLoginShellsFindThemAndLeavesThoseOfOthers() throws IOException {
        Path own = Files.createDirectories(machine.resolve(".local/bin")).resolve("cloudtik");
        Files.writeString(own, "somebody else's");

        bootstrap(NodeKind.WORKER, NO_NEEDS);
        bootstrap(NodeKind.WORKER, NO_NEEDS);

        Path link = machine.resolve(".local/bin/cloudtik-container");
        assertThat(link.toRealPath()).isEqualTo(machine.resolve(".cloudtik/dist/current/bin/cloudtik-container").toRealPath());
        assertThat(own).hasContent("somebody else's");
    }

    @Test
    void givesAHeadWhatItsWorkersNeedToo() {
        bootstrap(NodeKind.HEAD, NO_NEEDS);

        Path current = machine.resolve(".cloudtik/dist/current");
        assertThat(current.resolve("bundles/b.jar")).exists();
        assertThat(current.resolve("lib/redis/redis-server")).exists();
        assertThat(current.resolve("etc/worker.bundles")).exists();
    }

    @Test
    void sendsOfWhatIsThereForSeveralPlatformsOnlyTheMachinesOwn() throws IOException {
        List<String> platforms = List.of("linux-amd64", "linux-arm64", "darwin-amd64", "darwin-arm64");
        for (String platform : platforms) {
            write("lib/redis/" + platform + "/redis-server", platform);
        }

        bootstrap(NodeKind.HEAD, NO_NEEDS);

        Path servers = machine.resolve(".cloudtik/dist/current/lib/redis");
        assertThat(platforms.stream().filter(platform -> Files.exists(servers.resolve(platform)))).hasSize(1);
    }

    @Test
    void keepsTheDistributionInTheMachinesCacheForItsNextNode() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        bootstrapWithCache(first);
        assertThat(activities).anyMatch(activity -> activity.contains("copying"));
        activities.clear();

        bootstrapWithCache(second);

        assertThat(activities).noneMatch(activity -> activity.contains("copying"));
        Path shared = first.resolve(".cloudtik/dist/current").toRealPath();
        assertThat(shared.getParent()).isEqualTo(cache().toRealPath().resolve("dist"));
        assertThat(second.resolve(".cloudtik/dist/current").toRealPath()).isEqualTo(shared);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared.getParent()))).isEqualTo("rwx------");
        assertThat(Files.readString(second.resolve("starts"))).startsWith("start --role worker");
    }

    @Test
    void putsADistributionThatVanishedFromTheCacheThereAgain() throws IOException {
        bootstrapWithCache(machine);
        Path kept = machine.resolve(".cloudtik/dist/current").toRealPath();
        Files.move(kept, folder.resolve("elsewhere"));

        bootstrapWithCache(machine);

        assertThat(kept.resolve("bundles/a.jar")).hasContent("a");
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    /** A machine whose nodes have a cache in common, each with a home of its own. */
    private void bootstrapWithCache(Path home) {
        Map<String, String> environment = Map.of("CLOUDTIK_CACHE", cache().toString());
        new NodeBootstrapper(
                        new RecordingExecutorFactory(access -> new LocalProcessExecutor(home, environment)), distribution,
                        folder.resolve("key"), folder.resolve("known_hosts"), new ManualTime())
                .bootstrap(
                        delivery(NodeKind.WORKER, () -> ACCESS, List.of(new NodeFile("node/identity.json", "{}")), NO_NEEDS),
                        activities::add);
    }

    @Test
    void keepsTheNodesFilesFromOthers() throws IOException {
        bootstrap(NodeKind.WORKER, NO_NEEDS);

        Path file = machine.resolve(".cloudtik/node/identity.json");
        assertThat(file).hasContent("{}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void findsEverythingDoneWhenItIsAskedAgain() throws IOException {
        bootstrap(NodeKind.WORKER, NO_NEEDS);
        activities.clear();

        bootstrap(NodeKind.WORKER, NO_NEEDS);

        assertThat(activities).noneMatch(activity -> activity.contains("copying"));
        assertThat(Files.readString(machine.resolve("starts"))).doesNotContain("stop");
    }

    @Test
    void goesOnWhereABrokenTransferLeftTheDistribution() throws IOException {
        bootstrap(NodeKind.WORKER, NO_NEEDS);
        Path dist = machine.resolve(".cloudtik/dist");
        String hash = dist.resolve("current").toRealPath().getFileName().toString();
        Files.delete(dist.resolve("current"));
        Files.move(dist.resolve(hash), dist.resolve(hash + ".partial"));
        Files.delete(dist.resolve(hash + ".partial/.complete"));
        Files.writeString(dist.resolve(hash + ".partial/bundles/a.jar"), "half");

        bootstrap(NodeKind.WORKER, NO_NEEDS);

        assertThat(dist.resolve("current/bundles/a.jar")).hasContent("a");
    }

    @Test
    void replacesTheContainerWhenTheDistributionChanged() throws IOException {
        bootstrap(NodeKind.WORKER, NO_NEEDS);
        write("bundles/a.jar", "newer");

        bootstrap(NodeKind.WORKER, NO_NEEDS);

        assertThat(machine.resolve(".cloudtik/dist/current/bundles/a.jar")).hasContent("newer");
        assertThat(Files.readAllLines(machine.resolve("starts"))).hasSize(3).element(1).isEqualTo("stop");
    }

    @Test
    void replacesTheContainerWhenItsFilesChanged() throws IOException {
        bootstrap(NodeKind.WORKER, NO_NEEDS);

        bootstrapper.bootstrap(delivery(NodeKind.WORKER, () -> ACCESS,
                List.of(new NodeFile("node/identity.json", "{\"headAddress\":\"elsewhere\"}")), NO_NEEDS), activities::add);

        assertThat(Files.readAllLines(machine.resolve("starts"))).hasSize(3).element(1).isEqualTo("stop");
    }

    @Test
    void putsNothingOnAMachineWithoutTheJavaItsServicesNeed() {
        assertThatThrownBy(() -> bootstrap(NodeKind.WORKER, Set.of(new JavaNeeds.Range(998, 999))))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.INVALID);
                    assertThat(e).hasMessageStartingWith("demo-worker-1 has no Java 998 to 999, which its services need");
                    assertThat(e.remedy().orElse("")).contains("install a JDK 998");
                });

        assertThat(machine).isEmptyDirectory();
    }

    @Test
    void waitsForAMachineThatIsStillBooting() {
        executors.failNext(ACCESS.host(), new PlatformException(Kind.UNAVAILABLE, "connection refused"));
        executors.failNext(ACCESS.host(), new PlatformException(Kind.UNAVAILABLE, "connection refused"));

        bootstrap(NodeKind.WORKER, NO_NEEDS);

        assertThat(executors.connections()).hasSize(3);
    }

    @Test
    void doesNotWaitForAMachineThatHasGone() {
        executors.failNext(ACCESS.host(), new PlatformException(Kind.UNAVAILABLE, "connection refused"));
        Iterator<NodeAccess> once = List.of(ACCESS).iterator();

        assertThatThrownBy(() -> bootstrapper.bootstrap(delivery(NodeKind.WORKER, () -> {
            if (!once.hasNext()) {
                throw new PlatformException(Kind.NOT_FOUND, "there is no such machine");
            }
            return once.next();
        }, List.of(), NO_NEEDS), activities::add)).hasMessage("there is no such machine");
    }

    @Test
    void doesNotWaitForAHostKeyToBecomeRight() {
        executors.failNext(ACCESS.host(), new PlatformException(Kind.DENIED, "the host key differs"));

        assertThatThrownBy(() -> bootstrap(NodeKind.WORKER, NO_NEEDS)).hasMessage("the host key differs");
        assertThat(executors.connections()).hasSize(1);
    }

    @Test
    void showsTheLastLinesOfAStepThatFails() throws IOException {
        write("bin/cloudtik-container", "#!/bin/sh\necho 'cannot fork'\nexit 7\n");

        assertThatThrownBy(() -> bootstrap(NodeKind.WORKER, NO_NEEDS))
                .hasMessageContaining("starting the container on demo-worker-1 ended with exit code 7")
                .hasMessageContaining("cannot fork");
    }

    @Test
    void tellsWhetherTheContainerRuns() throws IOException {
        bootstrap(NodeKind.WORKER, NO_NEEDS);
        assertThat(bootstrapper.probe(ACCESS)).isEqualTo(ProbeAnswer.CONTAINER_RUNS);
        Files.delete(machine.resolve("running"));
        assertThat(bootstrapper.probe(ACCESS)).isEqualTo(ProbeAnswer.CONTAINER_GONE);
        Files.writeString(machine.resolve("trouble"), "2");
        assertThat(bootstrapper.probe(ACCESS)).as("a shell that cannot fork").isEqualTo(ProbeAnswer.UNREACHABLE);
        executors.failNext(ACCESS.host(), new PlatformException(Kind.UNAVAILABLE, "no route"));
        assertThat(bootstrapper.probe(ACCESS)).isEqualTo(ProbeAnswer.UNREACHABLE);
    }

    private void bootstrap(NodeKind kind, Set<JavaNeeds.Range> javas) {
        bootstrapper.bootstrap(
                delivery(kind, () -> ACCESS, List.of(new NodeFile("node/identity.json", "{}")), javas), activities::add);
    }

    private static NodeDelivery delivery(
            NodeKind kind, Supplier<NodeAccess> access, List<NodeFile> files, Set<JavaNeeds.Range> javas) {
        return new NodeDelivery("demo-worker-1", kind, access,
                new NodeStages(NodeCommands.NONE, Map.of(), "", ""), Map.of(), CommandRetries.DEFAULT, FileSet.EMPTY, files, NodeJava.of(JavaSource.SYSTEM, javas));
    }

    private void write(String path, String text) throws IOException {
        Path file = distribution.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
