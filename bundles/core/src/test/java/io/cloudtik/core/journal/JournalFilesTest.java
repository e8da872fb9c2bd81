package io.cloudtik.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFilesTest {

    private static final JournalFiles.Limits SMALL = new JournalFiles.Limits(100, 3, 3 * 4096, 100);

    @TempDir
    private Path folder;

    @Test
    void tellsTheNewestOfTheLinesThatAreWanted() {
        JournalFiles files = new JournalFiles(folder, JournalFiles.Limits.DEFAULT);
        List.of("a 1", "b 1", "a 2", "a 3").forEach(line -> files.append(() -> line));

        assertThat(files.latest(2, line -> line.startsWith("a"))).containsExactly("a 2", "a 3");
    }

    @Test
    void tellsWhatStandsAroundALineThatWasCutInsideACharacter() throws IOException {
        Files.write(folder.resolve("story.jsonl"), new byte[] {'a', '\n', 'b', (byte) 0xE4, (byte) 0xB8, '\n', 'c', '\n'});

        assertThat(new JournalFiles(folder, JournalFiles.Limits.DEFAULT).latest(9, line -> line.length() == 1)).containsExactly("a", "c");
    }

    @Test
    void keepsNoMoreOfTheStoryThanItMay() throws IOException {
        JournalFiles files = new JournalFiles(folder, SMALL);
        for (int i = 0; i < 100; i++) {
            String line = "line number " + i;
            files.append(() -> line);
        }

        assertThat(files.latest(1000, line -> true)).hasSizeBetween(15, 30).endsWith("line number 98", "line number 99");
        assertThat(Files.list(folder).filter(Files::isRegularFile)).hasSize(3);
    }

    @Test
    void dropsTheOldestDecisionsByTheirNumbers() {
        JournalFiles files = new JournalFiles(folder, SMALL);
        Stream.of("d9-2", "d9-10", "d10-1").forEach(id -> files.keep(id, () -> "record of " + id));
        JournalFiles later = new JournalFiles(folder, SMALL);
        later.keep("d10-2", () -> "record of d10-2");

        assertThat(later.find("d9-2")).isEmpty();
        assertThat(later.find("d9-10")).contains("record of d9-10");
        assertThat(later.find("d10-2")).contains("record of d10-2");
    }

    @Test
    void letsNobodyElseRead() throws IOException {
        JournalFiles files = new JournalFiles(folder.resolve("journal"), JournalFiles.Limits.DEFAULT);
        files.append(() -> "line");
        files.keep("d1-1", () -> "record");

        try (Stream<Path> all = Files.walk(folder.resolve("journal"))) {
            assertThat(all.toList()).hasSize(4).allSatisfy(path ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void saysWhichFileCannotBeUsed() throws IOException {
        Path taken = Files.createFile(folder.resolve("taken"));
        JournalFiles files = new JournalFiles(taken.resolve("journal"), JournalFiles.Limits.DEFAULT);

        assertThatThrownBy(() -> files.append(() -> "line"))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining(taken.toString());
    }
}
