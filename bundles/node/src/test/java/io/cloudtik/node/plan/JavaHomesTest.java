package io.cloudtik.node.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaHomesTest {

    @TempDir
    Path folder;

    @Test
    void prefersTheRunningJava() throws IOException {
        Path running = java("running", "17.0.15");
        Path other = java("jvm/17", "17.0.1");

        assertThat(homes(running, Map.of("JAVA_HOME", other.toString())).find("17-21")).isEqualTo(running);
    }

    @ParameterizedTest
    @CsvSource({"17-21, jvm/21", "8, jvm/8", "25, jvm/25", "22-30, jvm/25"})
    void findsOneOfTheVersions(String range, String expected) throws IOException {
        java("jvm/8", "1.8.0_402");
        java("jvm/21", "21.0.2");
        java("jvm/25", "25");

        assertThat(homes(java("running", "11.0.1"), Map.of()).find(range)).isEqualTo(folder.resolve(expected));
    }

    @Test
    void findsWhatAVariableNames() throws IOException {
        Path named = java("elsewhere/seventeen", "17.0.9");

        assertThat(homes(java("running", "25"), Map.of("JAVA_17_HOME", named.toString())).find("17")).isEqualTo(named);
    }

    @Test
    void findsAHomeInsideAMacBundle() throws IOException {
        Path home = java("jvm/temurin.jdk/Contents/Home", "17.0.9");

        assertThat(homes(java("running", "25"), Map.of()).find("17")).isEqualTo(home);
    }

    @Test
    void saysWhichVersionsItNeedsAndWhereItLooked() throws IOException {
        Path running = java("running", "25");

        assertThatThrownBy(() -> homes(running, Map.of("JAVA_17_HOME", "/none")).find("17-21"))
                .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessage("needs a Java 17 to 21; looked at " + running
                        + ", CLOUDTIK_JAVA_HOME, JAVA_HOME, JAVA_17_HOME and in [" + folder.resolve("jvm") + "]");
    }

    @Test
    void seesAJavaThatWasInstalledLater() throws IOException {
        JavaHomes homes = homes(java("running", "25"), Map.of());
        assertThatThrownBy(() -> homes.find("17")).isInstanceOf(PlatformException.class);

        Path installed = java("jvm/17", "17.0.1");

        assertThat(homes.find("17")).isEqualTo(installed);
    }

    private JavaHomes homes(Path running, Map<String, String> environment) {
        return new JavaHomes(running, environment, List.of(folder.resolve("jvm")));
    }

    private Path java(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        assertThat(Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
