package io.cloudtik.core.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.CommandRetries;
import io.cloudtik.api.model.cluster.FileSync;
import io.cloudtik.api.model.cluster.NodeCommands;
import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.model.node.NodeKind;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandExecutor;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.api.spi.exec.ShellQuoting;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import io.cloudtik.contracts.exec.PassedOnExecutor;
import io.cloudtik.contracts.exec.RecordingExecutorFactory;
import io.cloudtik.contracts.text.HostileStrings;
import io.cloudtik.core.files.FileSet;
import io.cloudtik.core.files.HeadFileSource;
import io.cloudtik.core.files.TestFiles;
import io.cloudtik.core.stage.NodeStages;
import io.cloudtik.core.stage.Stage;
import io.cloudtik.core.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's commands and files on a folder that stands for a machine, with a real shell and a connection that may be cut. */
class StagesTest {

    private static final NodeAccess ACCESS =
            new NodeAccess("127.77.0.2", 2222, "ann", Optional.of("ssh-ed25519 AAAA"), Optional.empty());

    @TempDir Path folder;

    private Path machine;
    private final ManualTime time = new ManualTime();
    private final List<String> activities = new ArrayList<>();
    private NodeBootstrapper bootstrapper;
    private NodeCommands commands = NodeCommands.NONE;
    private Map<String, String> environment = Map.of();
    private FileSet files = FileSet.EMPTY;
    private CommandRetries retries = new CommandRetries(0, 0, 0, Duration.ZERO);
    /** How many more calls reach the machine; the answer of the last one is lost. */
    private int callsUntilCut = Integer.MAX_VALUE;

    @BeforeEach
    void setUp() throws IOException {
        machine = Files.createDirectory(folder.resolve("machine"));
        RecordingExecutorFactory executors = new RecordingExecutorFactory(
                access -> new CutExecutor(new LocalProcessExecutor(machine, Map.of())));
        bootstrapper = new NodeBootstrapper(
                executors, folder, folder.resolve("key"), folder.resolve("known_hosts"), time);
    }

    @Test
    void runsTheCommandsInOrderWithTheEnvironmentInTheHome() throws IOException {
        environment = Map.of("WHO", "it's ann");
        commands = setup("pwd >> log", "echo \"$WHO\" >> log", "printf '%s' 'no newline at the end' >> log");

        renew();

        assertThat(machine.resolve("log")).hasContent(machine.toRealPath() + "\nit's ann\nno newline at the end");
        assertThat(activities).contains("running setup command 3 of 3");
    }

    @Test
    void keepsCommandsAndTheirEnvironmentByteForByteAtEachStage() throws IOException {
        List<String> strings = HostileStrings.seeded(21).limit(Boolean.getBoolean("cloudtik.full") ? 10_000 : 300).toList();
        for (int from = 0; from < strings.size(); from += 100) {
            List<String> some = strings.subList(from, Math.min(from + 100, strings.size()));
            Map<String, String> variables = new LinkedHashMap<>();
            some.forEach(text -> variables.put("HOSTILE_" + variables.size(), text));
            List<String> prints = List.of(
                    "printf '%s\\0' " + ShellQuoting.quote(some) + " > words",
                    "printf '%s\\0' " + variables.keySet().stream().map(name -> "\"$" + name + "\"").collect(Collectors.joining(" "))
                            + " > variables");
            environment = variables;
            for (Stage stage : Stage.values()) {
                commands = commands(stage, prints);
                runAll();

                for (String file : List.of("words", "variables")) {
                    assertThat(List.of(Files.readString(machine.resolve(file)).split("\0", -1)).subList(0, some.size()))
                            .as("%s of %s", file, stage)
                            .isEqualTo(some);
                    Files.delete(machine.resolve(file));
                }
            }
        }
        assertThat(machine.resolve("canary")).doesNotExist();
    }

    private static NodeCommands commands(Stage stage, List<String> texts) {
        return new NodeCommands(
                stage == Stage.INITIALIZATION ? texts : List.of(), stage == Stage.SETUP ? texts : List.of(),
                stage == Stage.BOOTSTRAP ? texts : List.of(), stage == Stage.START ? texts : List.of(),
                stage == Stage.STOP ? texts : List.of());
    }

    private void runAll() {
        renew();
        start();
        stop();
    }

    @Test
    void givesFilesTheNamesTheyHave() throws IOException {
        // In the C locale Java knows no other names.
        boolean asciiOnly = !System.getProperty("sun.jnu.encoding", "").equals("UTF-8");
        Path source = Files.createDirectory(folder.resolve("app"));
        List<String> names = HostileStrings.fileNames(22)
                .filter(name -> name.chars().noneMatch(c -> c < ' ' || c == 127 || asciiOnly && c > 127))
                .distinct()
                .limit(Boolean.getBoolean("cloudtik.full") ? 2_000 : 60)
                .toList();
        for (String name : names) {
            Files.writeString(source.resolve(name), "content of " + name);
        }
        files = scan();

        renew();

        for (String name : names) {
            assertThat(machine.resolve("app").resolve(name)).hasContent("content of " + name);
        }
        assertThat(machine.resolve("app").toFile().list()).hasSize(names.size());
        assertThat(machine.resolve("canary")).doesNotExist();
    }

    @Test
    void runsNothingTwice() throws IOException {
        commands = new NodeCommands(
                List.of("echo initialization >> log"), List.of("echo setup >> log"), List.of("echo bootstrap >> log"),
                List.of("echo start >> log"), List.of());
        renew();
        start();
        renew();
        start();

        assertThat(log()).containsExactly("initialization", "setup", "bootstrap", "start");
    }

    @Test
    void runsWhatChangedAndAllThatComesAfterIt() throws IOException {
        commands = setup("echo a >> log", "echo b >> log", "echo c >> log");
        renew();

        commands = setup("echo a >> log", "echo B >> log", "echo c >> log", "echo d >> log");
        renew();

        assertThat(log()).containsExactly("a", "b", "c", "B", "c", "d");
    }

    @Test
    void goesOnWithTheCommandThatFailed() throws IOException {
        commands = setup("echo a >> log", "echo trying; test -e mended || exit 9", "echo c >> log");
        assertThatThrownBy(this::renew).isInstanceOf(PlatformException.class);
        Files.createFile(machine.resolve("mended"));

        renew();

        assertThat(log()).containsExactly("a", "c");
    }

    @Test
    void saysWhichCommandFailedWhereAndWithWhatItsLastLines() {
        commands = setup("true", "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; exit 9");

        assertThatThrownBy(this::renew).isInstanceOfSatisfying(PlatformException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(e).hasMessageStartingWith("setup command 2 of 2 on demo-worker-1 ended with exit code 9:\n  line 3\n");
            assertThat(e).hasMessageEndingWith("line 12");
            assertThat(e.remedy().orElse("")).contains("--node demo-worker-1 --service setup");
        });
    }

    @Test
    void runsACommandThatFailedAgainAfterTheTimeTheUserSays() throws IOException {
        retries = new CommandRetries(0, 2, 0, Duration.ofSeconds(7));
        commands = setup("echo a >> log", "echo b >> log; [ $(grep -c b log) = 3 ]", "echo c >> log");
        Duration before = time.monotonic();

        renew();

        assertThat(log()).containsExactly("a", "b", "b", "b", "c");
        assertThat(time.monotonic().minus(before)).isGreaterThanOrEqualTo(Duration.ofSeconds(14));
        assertThat(activities).contains(
                "setup command 2 of 3 ended with exit code 1; it runs again in 7 s, up to 2 times",
                "setup command 2 of 3 ended with exit code 1; it runs again in 7 s, up to 1 time");
    }

    @Test
    void failsWithTheLastOfTheTriesTheUserSays() throws IOException {
        retries = new CommandRetries(0, 0, 1, Duration.ofSeconds(1));
        commands = new NodeCommands(
                List.of(), List.of(), List.of(), List.of("echo start >> log; exit $(grep -c start log)"), List.of());

        assertThatThrownBy(this::start).isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("start command 1 of 1 on demo-worker-1 ended with exit code 2");
        assertThat(log()).containsExactly("start", "start");
    }

    @Test
    void doesNotTryAgainWhatIsNoCommand() throws IOException {
        retries = CommandRetries.DEFAULT;
        commands = setup("echo a >> log; no-such-program --really");

        assertThatThrownBy(this::renew).isInstanceOfSatisfying(
                PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
        assertThat(log()).containsExactly("a");
    }

    @Test
    void keepsTheOutputAndNothingSecretOnTheNode() throws IOException {
        environment = Map.of("TOKEN", "planted-secret");
        commands = setup("echo done well");

        renew();

        assertThat(machine.resolve(".cloudtik/logs/setup.log")).content().contains("setup command 1 of 1", "done well");
        try (var tree = Files.walk(machine)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain("planted-secret");
            }
        }
    }

    @Test
    void runsEachCommandOnceWhereverTheConnectionIsCut() throws IOException {
        for (int cut = 1; cut <= 12; cut++) {
            Files.deleteIfExists(machine.resolve("log"));
            commands = setup("echo a" + cut + " >> log", "echo b >> log");
            callsUntilCut = cut;

            renew();

            callsUntilCut = Integer.MAX_VALUE;
            assertThat(log()).as("cut at call %d", cut).containsExactly("a" + cut, "b");
        }
    }

    @Test
    void runsACommandAgainThatWasBrokenOffWithItsMachine() throws IOException {
        commands = setup("echo a >> log");
        String key = stages().steps(Stage.SETUP).get(0).key();
        Path step = Files.createDirectories(machine.resolve(".cloudtik/steps").resolve(key));
        Files.createDirectory(step.resolve("claim"));
        Files.writeString(step.resolve("pid"), "4194999\n");

        renew();

        assertThat(log()).containsExactly("a");
    }

    @Test
    void stopsAgainWhatWasStartedAgain() throws IOException {
        commands = new NodeCommands(
                List.of(), List.of(), List.of(), List.of("echo start >> log"), List.of("echo stop >> log"));
        start();
        stop();
        stop();
        start();
        stop();

        assertThat(log()).containsExactly("start", "stop", "start", "stop");
    }

    @Test
    void copiesFilesWithTheirModesAndOnlyWhatChanged() throws IOException {
        Path source = Files.createDirectory(folder.resolve("app"));
        Files.writeString(source.resolve("run.sh"), "#!/bin/sh\necho run >> log\n");
        Files.setPosixFilePermissions(source.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.writeString(source.resolve("-dash name"), "x");
        Files.createDirectory(source.resolve("empty"));
        files = scan();
        commands = setup("./app/run.sh");
        renew();
        assertThat(log()).containsExactly("run");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(machine.resolve("app/run.sh"))))
                .isEqualTo("rwxr-x---");
        assertThat(machine.resolve("app/empty")).isDirectory();
        assertThat(machine.resolve("app/-dash name")).hasContent("x");

        Files.writeString(source.resolve("-dash name"), "y");
        files = scan();
        activities.clear();
        renew();

        assertThat(machine.resolve("app/-dash name")).hasContent("y");
        assertThat(activities).contains("copying your files: 1 of 1");
        assertThat(log()).as("a command runs again when files before it changed").containsExactly("run", "run");
    }

    @Test
    void copiesFilesCompletelyWhereverTheConnectionIsCut() throws IOException {
        Path source = Files.createDirectory(folder.resolve("app"));
        for (int cut = 1; cut <= 14; cut++) {
            Files.writeString(source.resolve("a"), "a" + cut);
            Files.writeString(source.resolve("b"), "b" + cut);
            files = scan();
            callsUntilCut = cut;

            renew();

            callsUntilCut = Integer.MAX_VALUE;
            assertThat(machine.resolve("app/a")).hasContent("a" + cut);
            assertThat(machine.resolve("app/b")).hasContent("b" + cut);
        }
    }

    @Test
    void putsAFileAtAnAbsolutePath() throws IOException {
        Path source = Files.writeString(folder.resolve("conf"), "conf");
        Path target = folder.resolve("elsewhere/deep/conf");
        files = TestFiles.of(source, target.toString());

        renew();

        assertThat(target).hasContent("conf");
    }

    @Test
    void aHeadHandsOnWhatItGot() throws IOException {
        Path source = Files.createDirectory(folder.resolve("app"));
        Files.writeString(source.resolve("a"), "a");
        files = scan();
        renew();
        Files.writeString(machine.resolve("app/made-on-the-head"), "not the client's");
        Files.writeString(machine.resolve("synced"), "s");

        HeadFileSource head = new HeadFileSource(machine, machine.resolve(".cloudtik"));
        FileSync sync = new FileSync(Map.of("~/app", "app"), List.of("~/synced", "~/absent"), List.of(), List.of(), false);

        assertThat(head.digest()).isEqualTo(files.digest());
        assertThat(head.files(sync).files()).extracting(file -> file.target()).containsExactly("app", "app/a", "synced");
        FileSync always = new FileSync(sync.mounts(), sync.clusterSynced(), List.of(), List.of(), true);
        assertThat(head.files(always).files()).extracting(file -> file.target()).contains("app/made-on-the-head");
    }

    private FileSet scan() throws IOException {
        return TestFiles.of(folder.resolve("app"), "app");
    }

    private static NodeCommands setup(String... commands) {
        return new NodeCommands(List.of(), List.of(commands), List.of(), List.of(), List.of());
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(machine.resolve("log"));
    }

    private void renew() {
        bootstrapper.renew(delivery(), activities::add);
    }

    private void start() {
        bootstrapper.start(delivery(), activities::add);
    }

    private void stop() {
        bootstrapper.stop(delivery(), Duration.ofMinutes(1), activities::add);
    }

    private NodeStages stages() {
        return new NodeStages(commands, environment, files.digest(), "");
    }

    private NodeDelivery delivery() {
        return new NodeDelivery("demo-worker-1", NodeKind.WORKER, () -> ACCESS, stages(), environment, retries, files, List.of(),
                NodeJava.of(JavaSource.SYSTEM, Set.of()));
    }

    /** Does what it is asked, and loses an answer when its time has come. */
    private final class CutExecutor extends PassedOnExecutor {

        private CutExecutor(CommandExecutor real) {
            super(real);
        }

        private void answer() {
            callsUntilCut--;
            if (callsUntilCut == 0) {
                throw new PlatformException(Kind.UNKNOWN, "the connection was lost");
            }
        }

        @Override
        public CommandResult run(Command command) {
            CommandResult result = super.run(command);
            answer();
            return result;
        }

        @Override
        public void upload(byte[] content, String remotePath, int mode) {
            super.upload(content, remotePath, mode);
            answer();
        }

        @Override
        public void upload(Path file, String remotePath, int mode) {
            super.upload(file, remotePath, mode);
            answer();
        }
    }
}
