package io.cloudtik.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudtik.itest.Distribution;
import io.cloudtik.itest.cluster.CommandLine.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands write the archive of their classes at their first use, start from it later, and never depend on it. */
class ClassArchiveIT {

    /** A verb that needs a container and neither files nor a cluster. */
    private static final String[] VERB = {"schema", "cluster"};

    @TempDir private Path folder;

    private CommandLine commandLine() {
        return new CommandLine(Distribution.built(), folder.resolve("home"), folder);
    }

    private Path archives() {
        return folder.resolve("home/cache/classes");
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(archives())) {
            return files.toList();
        }
    }

    /** How many of our own classes and those of libraries came out of the archive, which Java calls its top layer. */
    private long classesFromArchive() throws IOException {
        Path loaded = folder.resolve("loaded.txt");
        Result result = commandLine()
                .start(Map.of("CLOUDTIK_OPTS", "-Xlog:class+load:file=" + loaded), VERB)
                .await();
        assertThat(result.code()).as(result.err()).isZero();
        try (Stream<String> lines = Files.lines(loaded)) {
            return lines.filter(line -> line.contains("shared objects file (top)")).count();
        }
    }

    @Test
    void severalWriteItAtOnceAndLaterOnesStartFromIt() throws Exception {
        List<CommandLine.Run> first = IntStream.range(0, 3).mapToObj(i -> commandLine().start(VERB)).toList();

        for (CommandLine.Run run : first) {
            Result result = run.await();
            assertThat(result.code()).as(result.err()).isZero();
            assertThat(result.out()).startsWith("{").isEqualTo(first.get(0).await().out());
            assertThat(result.err()).isEmpty();
        }
        assertThat(written()).singleElement().asString().endsWith(".jsa");
        assertThat(classesFromArchive()).isGreaterThan(1000);

        // A disk that was full, a file that was cut off.
        Path archive = written().get(0);
        Files.delete(archive);
        Files.write(archive, new byte[100_000]);
        Result result = commandLine().run(VERB);
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("{");
    }

    @Test
    void doesWithoutWhereItCannotBeWritten() throws Exception {
        Files.createDirectories(archives().getParent());
        Files.writeString(archives(), "a file where the folder should be");

        Result result = commandLine().run(VERB);

        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(archives()).isRegularFile();
    }
}
