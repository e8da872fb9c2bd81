package io.cloudtik.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandResult;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import io.cloudtik.contracts.exec.RecordingExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files to a node and back, by real shells in a folder that plays the node's home. */
class TransferTest {

    @TempDir
    private Path folder;

    private Path home;
    private Path here;
    private LocalProcessExecutor executor;

    @BeforeEach
    void begin() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        here = Files.createDirectory(folder.resolve("here"));
        executor = new LocalProcessExecutor(home, Map.of());
    }

    @AfterEach
    void end() {
        executor.close();
    }

    private void upload(Path source, String target) {
        new Upload(executor, "id").run(source, target, text -> {});
    }

    private void download(String source, Path target) {
        new Download(executor, "id").run(source, target, text -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/copy.txt", "~/data/copy.txt", "./data/../data/copy.txt"})
    void putsAFileBelowTheHome(String target) throws IOException {
        upload(Files.writeString(here.resolve("a.txt"), "hello"), target);

        assertThat(home.resolve("data/copy.txt")).hasContent("hello");
    }

    @Test
    void putsAFileIntoAFolderThatIsThereOrIsNamedAsOne() throws IOException {
        Path file = Files.writeString(here.resolve("a.txt"), "hello");
        Files.createDirectory(home.resolve("there"));

        upload(file, "there");
        upload(file, "new/");
        upload(file, "~");

        assertThat(home.resolve("there/a.txt")).hasContent("hello");
        assertThat(home.resolve("new/a.txt")).hasContent("hello");
        assertThat(home.resolve("a.txt")).hasContent("hello");
    }

    @Test
    void putsAFileAnywhereByItsAbsolutePathAndLeavesNothingElse() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("else where"));
        Files.writeString(elsewhere.resolve("it's $HOME.txt"), "old");

        upload(Files.writeString(here.resolve("a.txt"), "new"), elsewhere + "/it's $HOME.txt");

        assertThat(elsewhere.resolve("it's $HOME.txt")).hasContent("new");
        assertThat(all(elsewhere)).hasSize(1);
        assertThat(all(home)).isEmpty();
    }

    @Test
    void keepsWhatTheOwnerMayDoWithAFile() throws IOException {
        Path script = Files.writeString(here.resolve("run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));

        upload(script, "run.sh");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("run.sh")))).isEqualTo("rwxr-x---");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesAFolderThereAndBack(boolean absolute) throws IOException {
        Path source = Files.createDirectories(here.resolve("tree"));
        Files.createDirectories(source.resolve("empty"));
        Files.createDirectories(source.resolve("deep/-er"));
        Files.writeString(source.resolve("deep/-er/line\nbreak"), "inner");
        Files.writeString(source.resolve("top.txt"), "outer");
        String target = absolute ? folder.resolve("elsewhere").toString() : "copy";

        upload(source, target);
        download(target, here.resolve("back"));

        Path copy = absolute ? folder.resolve("elsewhere") : home.resolve("copy");
        assertThat(copy.resolve("empty")).isDirectory();
        assertThat(copy.resolve("deep/-er/line\nbreak")).hasContent("inner");
        assertThat(here.resolve("back/deep/-er/line\nbreak")).hasContent("inner");
        assertThat(here.resolve("back/top.txt")).hasContent("outer");
    }

    @Test
    void fetchesAFileIntoAFolderOrUnderANameOfItsOwn() throws IOException {
        Files.writeString(home.resolve("a.txt"), "hello");

        download("a.txt", here);
        download("~/a.txt", here.resolve("b.txt"));
        download(home.resolve("a.txt").toString(), here.resolve("new").resolve("c.txt"));

        assertThat(here.resolve("a.txt")).hasContent("hello");
        assertThat(here.resolve("b.txt")).hasContent("hello");
        assertThat(here.resolve("new/c.txt")).hasContent("hello");
    }

    @Test
    void fetchesWhatLinksLeadToAndKeepsProgramsPrograms() throws IOException {
        Path tree = Files.createDirectories(home.resolve("tree"));
        Path program = Files.writeString(home.resolve("run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-x---"));
        Files.writeString(Files.createDirectory(home.resolve("other")).resolve("deep"), "deep");
        Files.writeString(tree.resolve("plain"), "plain");
        Files.createSymbolicLink(tree.resolve("run"), program);
        Files.createSymbolicLink(tree.resolve("folder"), home.resolve("other"));

        download("tree", here.resolve("back"));
        download("run.sh", here.resolve("run.sh"));

        assertThat(here.resolve("back/run")).hasContent("#!/bin/sh\n").isExecutable();
        assertThat(here.resolve("back/folder/deep")).hasContent("deep");
        assertThat(here.resolve("run.sh")).isExecutable();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(here.resolve("back/plain")))).doesNotContain("x");
    }

    @Test
    void passesOverALinkThatLeadsBackToItsFolder() throws IOException {
        Path tree = Files.createDirectories(home.resolve("tree"));
        Files.writeString(tree.resolve("plain"), "plain");
        Files.createSymbolicLink(tree.resolve("back"), tree);

        download("tree", here.resolve("tree"));

        assertThat(all(here)).containsExactly(here.resolve("tree/plain"));
    }

    @Test
    void refusesToPutAFileInThePlaceOfAFolder() throws IOException {
        Path source = Files.createDirectory(here.resolve("tree"));
        Files.writeString(source.resolve("name"), "a file");
        Path inTheWay = Files.createDirectories(folder.resolve("tree/name"));

        assertThatThrownBy(() -> upload(source, folder.toString()))
                .isInstanceOf(PlatformException.class)
                .hasMessage("'" + inTheWay + "' cannot be written on the node: it is a folder");
        assertThat(all(inTheWay)).isEmpty();
        assertThat(all(home)).isEmpty();
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> download("nothing", here.resolve("x")))
                .isInstanceOf(PlatformException.class)
                .hasMessage("there is no readable 'nothing' on the node");
        assertThat(here.resolve("x")).doesNotExist();
    }

    @Test
    void keepsTheOldFileIfFetchingEndsHalfWay() throws IOException {
        Files.writeString(here.resolve("a.txt"), "old");
        RecordingExecutor broken = new RecordingExecutor()
                .answer("[ -d", new CommandResult(1, "", ""))
                .answer("find -L . -type f", new CommandResult(0, "", ""))
                .answer("exec cat", new CommandResult(1, "half of the n", "input/output error"));

        assertThatThrownBy(() -> new Download(broken, "id").run("a.txt", here.resolve("a.txt"), text -> {}))
                .hasMessage("'a.txt' cannot be read on the node: input/output error");

        assertThat(here.resolve("a.txt")).hasContent("old");
        assertThat(all(here)).hasSize(1);
    }

    @Test
    void trustsNoNodeThatNamesPlacesOutsideTheTarget() {
        RecordingExecutor wicked = new RecordingExecutor()
                .answer("find -L . -type f", new CommandResult(0, "./good\0../../evil\0", ""));

        assertThatThrownBy(() -> new Download(wicked, "id").run("tree", here.resolve("tree"), text -> {}))
                .hasMessage("the node names '../../evil', which is not in the folder");
    }

    @Test
    void saysWhereItMayNotWrite() throws IOException {
        Path file = Files.writeString(here.resolve("a.txt"), "hello");
        Files.writeString(folder.resolve("file"), "in the way");

        assertThatThrownBy(() -> upload(file, folder.resolve("file/below/a.txt").toString()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("cannot be written on the node");
        assertThat(all(home)).isEmpty();
    }


    private static List<Path> all(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
