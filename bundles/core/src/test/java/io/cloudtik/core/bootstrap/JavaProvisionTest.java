package io.cloudtik.core.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.provider.NodeAccess;
import io.cloudtik.contracts.exec.LocalProcessExecutor;
import io.cloudtik.contracts.exec.RecordingExecutorFactory;
import io.cloudtik.core.time.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose programs are scripts of ours. Versions no machine has keep the real Javas of this one out of it. */
class JavaProvisionTest {

    private static final NodeAccess ACCESS = NodeBootstrapperTest.ACCESS;
    private static final JavaNeeds.Range NEED = new JavaNeeds.Range(97, 98);

    @TempDir
    private Path folder;

    private Path programs;
    private Path java;
    private final List<String> activities = new ArrayList<>();

    @BeforeEach
    void buildMachine() throws IOException {
        programs = Files.createDirectory(folder.resolve("programs"));
        java = folder.resolve("java");
        Files.createDirectory(folder.resolve("home"));
        program("uname", "echo Linux x86_64");
        program("id", "echo root");
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What an installed Java consists of, as far as anybody looks. */
    private String installing(int version) {
        return "mkdir -p '" + java + "/bin'; echo 'JAVA_VERSION=\"" + version + ".0.1\"' > '" + java + "/release'; "
                + "printf '#!/bin/sh\\necho \"    java.specification.version = " + version + "\"\\n' > '" + java
                + "/bin/java'; chmod 755 '" + java + "/bin/java'";
    }

    private void require(JavaSource source) {
        NodeJava wanted = NodeJava.of(source, Set.of(NEED));
        require(wanted, Optional.empty());
    }

    private void require(NodeJava wanted, Optional<Path> image) {
        RecordingExecutorFactory executors = new RecordingExecutorFactory(access -> new LocalProcessExecutor(
                folder.resolve("home"),
                Map.of("PATH", programs + ":/usr/bin:/bin", "JAVA_HOME", java.toString(), "CLOUDTIK_JAVA_HOME", "")));
        NodeConnection.Login login =
                new NodeConnection.Login(executors, folder.resolve("key"), folder.resolve("hosts"), new ManualTime());
        try (NodeConnection connection =
                new NodeConnection(login, "demo-head", () -> ACCESS, activities::add, Duration.ofSeconds(1))) {
            new JavaProvision(connection, wanted, activities::add).require(Machine.look(connection, "none"), image);
        }
    }

    private Path image(String version, String system, String processor) throws IOException {
        Path image = Files.createDirectories(folder.resolve("image"));
        Files.writeString(image.resolve("release"),
                "JAVA_VERSION=\"" + version + "\"\nOS_NAME=\"" + system + "\"\nOS_ARCH=\"" + processor + "\"\n");
        return image;
    }

    private NodeJava bundled() {
        return new NodeJava(JavaSource.BUNDLED, Set.of(NEED), Optional.of(folder.resolve("image")));
    }

    @Test
    void installsThePackageThatServicesNeed() throws IOException {
        program("apt-get", "echo \"$@\" >> '" + folder + "/asked'; " + installing(97));

        require(JavaSource.PACKAGE);

        assertThat(folder.resolve("asked"))
                .hasContent("update -q\ninstall -q -y --no-install-recommends openjdk-97-jre-headless");
        assertThat(activities).contains("installing Java 97 with the system's package manager");
    }

    @Test
    void installsNothingWhereThereIsOne() throws IOException {
        program("apt-get", "echo called > '" + folder + "/asked'");
        program("install-it", installing(98));
        new ProcessBuilder(programs.resolve("install-it").toString()).start().onExit().join();

        require(JavaSource.PACKAGE);

        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void showsWhatThePackageManagerSaid() throws IOException {
        program("apt-get", "echo no route to the mirror >&2; exit 100");

        assertThatThrownBy(() -> require(JavaSource.PACKAGE))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("installing Java 97 on demo-head ended with exit code 100")
                .hasMessageContaining("apt-get update")
                .hasMessageContaining("no route to the mirror");
    }

    @Test
    void installsBySudoWhereThatAsksNobody() throws IOException {
        program("id", "echo ann");
        program("sudo", "printf '%s\\n' \"$*\" >> '" + folder + "/asked'; [ \"$2\" = true ] && exit 0; shift; \"$@\"");
        program("apt-get", installing(97));

        require(JavaSource.PACKAGE);

        assertThat(folder.resolve("asked")).hasContent("""
                -n true
                -n apt-get update -q
                -n env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends openjdk-97-jre-headless
                """.strip());
    }

    @Test
    void installsNothingWhereRootAsksForAPassword() throws IOException {
        program("id", "echo ann");
        program("sudo", "exit 1");
        program("apt-get", "exit 1");

        assertThatThrownBy(() -> require(JavaSource.PACKAGE))
                .hasMessage("demo-head needs Java 97, and java: package installs it as root, by sudo where it asks for no password;"
                        + " we are ann there")
                .extracting(failure -> ((PlatformException) failure).remedy().orElse(""))
                .asString()
                .contains("sudo without a password")
                .contains("java: bundled");
    }

    @Test
    void saysWhatTheSystemLacks() {
        assertThatThrownBy(() -> require(JavaSource.SYSTEM))
                .isInstanceOfSatisfying(PlatformException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.INVALID))
                .hasMessageContaining("demo-head has no Java 97 to 98, which its services need");
    }

    @Test
    void asksNothingOfAMachineThatGetsItsJava() throws IOException {
        require(bundled(), Optional.of(image("97.0.2", "Linux", "x86_64")));

        assertThat(activities).noneMatch(activity -> activity.contains("installing"));
    }

    @Test
    void putsNoImageOnAMachineItIsNotFor() throws IOException {
        Path image = image("97.0.2", "Linux", "aarch64");

        assertThatThrownBy(() -> require(bundled(), Optional.of(image)))
                .hasMessage("demo-head is a machine of Linux x86_64, and the bundled Java is for Linux aarch64");
    }

    @Test
    void refusesAnImageThatServicesCannotRunOn() throws IOException {
        Path image = image("25", "Linux", "x86_64");

        assertThatThrownBy(() -> require(bundled(), Optional.of(image)))
                .hasMessageContaining("the services of demo-head need a Java 97 to 98, and the bundled one is 25");
    }

    @Test
    void saysThatAHeadHasNoImageToPassOn() {
        NodeJava wanted = NodeJava.of(JavaSource.BUNDLED, Set.of());

        assertThatThrownBy(() -> JavaProvision.image(wanted, folder))
                .hasMessageContaining("there is no image of Java in " + folder.resolve("java"));
        assertThat(JavaProvision.image(NodeJava.of(JavaSource.SYSTEM, Set.of()), folder)).isEmpty();
    }
}
