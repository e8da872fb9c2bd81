package io.cloudtik.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkCacheTest {

    @TempDir
    private Path parent;

    private Path left(String name, Duration age) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name).resolve("bundle0"));
        Files.writeString(folder.resolve("bundle.id"), "0");
        Files.setLastModifiedTime(parent.resolve(name), FileTime.from(Instant.now().minus(age)));
        return parent.resolve(name);
    }

    @Test
    void isGoneWithItsProcess() throws Exception {
        Path folder;
        try (FrameworkCache cache = FrameworkCache.in(parent)) {
            folder = cache.folder();
            Files.writeString(folder.resolve("cache.lock"), "");
            assertThat(folder).isDirectory();
        }

        assertThat(folder).doesNotExist();
    }

    @Test
    void sweepsWhatAKilledProcessLeft() throws Exception {
        Path abandoned = left("felix-1", Duration.ofHours(1));
        Files.createFile(abandoned.resolve("cache.lock"));
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        FrameworkCache.in(parent).close();

        assertThat(abandoned).doesNotExist();
    }

    @Test
    void leavesAProcessAloneThatIsJustStarting() throws Exception {
        Path young = left("felix-2", Duration.ZERO);

        FrameworkCache.in(parent).close();

        assertThat(young).isDirectory();
    }

    @Test
    void leavesOtherFoldersAlone() throws Exception {
        Path other = left("other", Duration.ofHours(1));

        FrameworkCache.in(parent).close();

        assertThat(other).isDirectory();
    }
}
