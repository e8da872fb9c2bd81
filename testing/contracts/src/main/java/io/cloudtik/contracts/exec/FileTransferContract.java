package io.cloudtik.contracts.exec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.CommandExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of {@link CommandExecutor} for files, up and down. */
public abstract class FileTransferContract extends LoggedInContract {

    @Test
    void putsAFileInPlaceWithItsModeAndPrivateParents() throws IOException {
        executor.upload("secret".getBytes(UTF_8), "a/b c/file", 0640);

        assertThat(home.resolve("a/b c/file")).hasContent("secret");
        assertThat(mode(home.resolve("a/b c/file"))).isEqualTo("rw-r-----");
        assertThat(mode(home.resolve("a"))).isEqualTo("rwx------");
        assertThat(mode(home.resolve("a/b c"))).isEqualTo("rwx------");
    }

    @Test
    void replacesAFileAndLeavesNothingElse() throws IOException {
        executor.upload("a longer old text".getBytes(UTF_8), "dir/file", 0600);

        executor.upload("new".getBytes(UTF_8), "dir/file", 0755);

        assertThat(home.resolve("dir/file")).hasContent("new");
        assertThat(mode(home.resolve("dir/file"))).isEqualTo("rwxr-xr-x");
        assertThat(namesIn(home.resolve("dir"))).containsExactly("file");
    }

    @Test
    void aReaderSeesTheOldFileOrTheNewOne() throws Exception {
        byte[] old = filled('o');
        byte[] fresh = filled('n');
        executor.upload(old, "file", 0600);
        Future<Boolean> alwaysWhole = threads.submit(() -> {
            byte[] seen = old;
            while (!Arrays.equals(seen, fresh)) {
                seen = Files.readAllBytes(home.resolve("file"));
                if (!Arrays.equals(seen, old) && !Arrays.equals(seen, fresh)) {
                    return false;
                }
            }
            return true;
        });

        executor.upload(fresh, "file", 0600);

        assertThat(alwaysWhole.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void movesBigAndEmptyFilesBothWays() throws IOException {
        for (int size : new int[] {0, 1, 32_768, 9_000_001}) {
            byte[] content = new byte[size];
            new Random(size).nextBytes(content);
            Path local = Files.write(scratch.resolve("local-" + size), content);
            Path back = scratch.resolve("back/" + size);

            executor.upload(local, "file-" + size, 0600);
            executor.download("file-" + size, back);

            assertThat(home.resolve("file-" + size)).hasBinaryContent(content);
            assertThat(back).hasBinaryContent(content);
        }
        assertThat(namesIn(scratch.resolve("back"))).hasSize(4);
    }

    @Test
    void refusesPathsThatLeaveTheHome() {
        for (String path : List.of("", "/", "/etc/passwd", "..", "../x", "a/../../x", "a/..", "~/x", "~root/x", "a/", "./")) {
            refuses(path, () -> executor.upload(new byte[1], path, 0600));
            refuses(path, () -> executor.download(path, scratch.resolve("x")));
        }
        assertThat(scratch.resolve("x")).doesNotExist();
    }

    @Test
    void saysThatAFileToFetchIsNotThere() {
        assertThatThrownBy(() -> executor.download("no/such file", scratch.resolve("fetched")))
                .asInstanceOf(type(PlatformException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
                .satisfies(e -> assertThat(e).hasMessageContaining("no/such file"));
        assertThat(namesIn(scratch)).isEmpty();
    }

    @Test
    void saysThatALocalFileIsNotThere() {
        Path missing = scratch.resolve("missing");

        assertThatThrownBy(() -> executor.upload(missing, "file", 0600))
                .asInstanceOf(type(PlatformException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .satisfies(e -> assertThat(e).hasMessageContaining(missing.toString()));
        assertThat(namesIn(home)).doesNotContain("file");
    }

    private static void refuses(String path, Runnable transfer) {
        assertThatThrownBy(transfer::run)
                .as(path)
                .asInstanceOf(type(PlatformException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .satisfies(e -> assertThat(e).hasMessageContaining("'" + path + "'"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> namesIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
