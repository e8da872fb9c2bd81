package io.cloudtik.core.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a jlink that only does what matters to us. */
class JavaImageTest {

    @TempDir
    private Path folder;

    private final List<String> activities = new ArrayList<>();

    private JavaImage image(String jlink) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.9\"\n");
        Files.writeString(bin.resolve("jlink"), "#!/bin/sh\n" + jlink + "\n");
        Files.setPosixFilePermissions(bin.resolve("jlink"), PosixFilePermissions.fromString("rwxr-xr-x"));
        return new JavaImage(folder.resolve("cache"), folder.resolve("jdk"));
    }

    private static final String LINKS = """
            mkdir -p "$2/bin"
            echo "$@" > "$2/asked"
            echo 'JAVA_VERSION="17.0.9"' > "$2/release"
            printf '#!/bin/sh\\necho "$@" > "$(dirname "$0")/../shared"\\n' > "$2/bin/java"
            chmod 755 "$2/bin/java"
            """;

    @Test
    void isLinkedOnceForEachJava() throws IOException {
        JavaImage image = image(LINKS);

        Path first = image.make(activities::add);

        assertThat(first.resolve("asked")).content().contains("--add-modules java.se,").contains("jdk.unsupported");
        assertThat(JavaRelease.of(first).version()).isEqualTo(17);
        assertThat(JavaRelease.of(first).platform()).isEqualTo(uname());
        assertThat(first.resolve("shared")).hasContent("-Xshare:dump");
        assertThat(image("exit 1").make(activities::add)).isEqualTo(first);
        assertThat(activities).hasSize(1);
        assertThat(folder.resolve("cache/java")).isDirectoryNotContaining("glob:**.txt");
    }

    @Test
    void saysWhatJlinkSaidAndLeavesNothingHalfMade() throws IOException {
        JavaImage image = image("echo 'Error: Module java.se not found'; exit 1");

        assertThatThrownBy(() -> image.make(activities::add))
                .hasMessageContaining("cannot be made: Error: Module java.se not found")
                .hasMessageContaining("java: bundled needs a JDK with jlink and its modules");
        assertThat(folder.resolve("cache/java")).isEmptyDirectory();
    }

    @Test
    void needsAJdk() {
        JavaImage image = new JavaImage(folder.resolve("cache"), folder.resolve("jre"));

        assertThatThrownBy(() -> image.make(activities::add))
                .hasMessageContaining("the Java in " + folder.resolve("jre") + " has no jlink");
    }

    private static String uname() throws IOException {
        return new String(new ProcessBuilder("uname", "-sm").start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
