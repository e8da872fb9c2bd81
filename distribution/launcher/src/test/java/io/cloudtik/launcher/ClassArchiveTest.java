package io.cloudtik.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    @TempDir
    private Path folder;

    @Test
    void isWrittenOnlyOnRequest() {
        assertThat(ClassArchive.wanted(Map.of("cloudtik.role", "client"))).isEmpty();
        assertThat(ClassArchive.wanted(Map.of("cloudtik.archive.write", "x.jsa"))).isPresent();
    }

    /** The Java of this test keeps no book of its classes, so that it refuses. */
    @Test
    void leavesNothingBehindWhereJavaRefuses() {
        Path file = folder.resolve("classes/client-1.jsa");

        ClassArchive.wanted(Map.of("cloudtik.archive.write", file.toString())).orElseThrow().write();

        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void isNoTroubleWhereNothingCanBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        ClassArchive.wanted(Map.of("cloudtik.archive.write", file.resolve("client-1.jsa").toString())).orElseThrow().write();

        assertThat(folder).isDirectoryContaining("regex:.*file");
    }
}
