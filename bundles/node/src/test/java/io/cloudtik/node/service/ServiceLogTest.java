package io.cloudtik.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLogTest {

    @TempDir
    Path folder;

    @Test
    void keepsThreeOlderOnes() throws IOException {
        ServiceLog log = log(3);
        for (int number = 1; number <= 5; number++) {
            Files.writeString(log.file(), "log " + number);
            log.rotateIfLong();
        }

        assertThat(log.file()).isEmptyFile();
        assertThat(folder.resolve("redis.log.1")).hasContent("log 5");
        assertThat(folder.resolve("redis.log.2")).hasContent("log 4");
        assertThat(folder.resolve("redis.log.3")).hasContent("log 3");
        assertThat(folder.resolve("redis.log.4")).doesNotExist();
    }

    @Test
    void leavesAShortOneAlone() throws IOException {
        ServiceLog log = log(100);
        Files.writeString(log.file(), "short");

        log.rotateIfLong();

        assertThat(log.file()).hasContent("short");
        assertThat(folder.resolve("redis.log.1")).doesNotExist();
    }

    @Test
    void tellsTheLastLineOfThisStartOnly() throws IOException {
        ServiceLog log = log(1000);
        Files.writeString(log.file(), "of an earlier start\n");
        long start = log.size();

        assertThat(log.lastLine(start)).isEmpty();
        Files.writeString(log.file(), "of an earlier start\nfirst\nlast\n\n");
        assertThat(log.lastLine(start)).isEqualTo("last");
    }

    @Test
    void takesControlCharactersOutOfWhatIsShown() throws IOException {
        ServiceLog log = log(1000);
        Files.writeString(log.file(), "\u001b[31mred\u001b[0m\u0007 alert\n");

        assertThat(log.lastLine(0)).isEqualTo("red  alert");
    }

    private ServiceLog log(long longest) {
        return new ServiceLog(folder.resolve("redis.log"), longest);
    }
}
