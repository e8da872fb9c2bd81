package io.cloudtik.core.bootstrap;

import io.cloudtik.api.model.cluster.JavaSource;
import io.cloudtik.api.problem.Kind;
import io.cloudtik.api.problem.PlatformException;
import io.cloudtik.api.spi.exec.Command;
import io.cloudtik.api.spi.exec.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sees to it that a node has the Javas it needs, in the way the cluster's {@code java} says, or tells what is missing before
 * the platform is put on it.
 */
final class JavaProvision {

    private static final int OLDEST_JAVA = 17;
    private static final Duration INSTALL_TIME = Duration.ofMinutes(15);
    private static final int NO_PACKAGE_MANAGER = 3;
    private static final int NOT_ROOT = 4;

    /**
     * Each prints its command before it runs it. Users of images for clouds are not root, and may become it unasked. The
     * argument is a feature version.
     */
    private static final String INSTALL = """
            set -e
            root=
            if [ "$(id -un)" != root ]; then
              command -v sudo >/dev/null && sudo -n true 2>/dev/null || exit 4
              root="sudo -n"
            fi
            if command -v apt-get >/dev/null; then
              set -x
              $root apt-get update -q
              $root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "openjdk-$1-jre-headless"
            elif command -v dnf >/dev/null; then
              set -x
              $root dnf install -q -y "java-$1-openjdk-headless"
            else
              exit 3
            fi
            """;

    private final NodeConnection connection;
    private final NodeJava wanted;
    private final Consumer<String> activity;

    JavaProvision(NodeConnection connection, NodeJava wanted, Consumer<String> activity) {
        this.connection = connection;
        this.wanted = wanted;
        this.activity = activity;
    }

    /** The image that is to be part of the node's distribution. */
    static Optional<Path> image(NodeJava wanted, Path distribution) {
        if (!wanted.isBundled()) {
            return Optional.empty();
        }
        Path image = wanted.image().orElse(distribution.resolve("java"));
        if (!Files.isDirectory(image)) {
            throw new PlatformException(Kind.INVALID, "java: bundled was asked for, and there is no image of Java in " + image)
                    .withRemedy("start the cluster again: its head gets one then");
        }
        return Optional.of(image);
    }

    /** @throws PlatformException INVALID if the machine lacks a Java that is needed, and it is not to be brought there */
    void require(Machine machine, Optional<Path> image) {
        image.ifPresentOrElse(home -> requireFit(machine, JavaRelease.of(home)), () -> requireOwn(machine));
    }

    private void requireFit(Machine machine, JavaRelease image) {
        if (!machine.platform().equals(image.platform())) {
            throw new PlatformException(
                            Kind.INVALID,
                            connection.node() + " is a machine of " + machine.platform() + ", and the bundled Java is for "
                                    + image.platform())
                    .withRemedy("write java: system or java: package");
        }
        wanted.versions().stream().filter(range -> !range.contains(image.version())).findFirst().ifPresent(range -> {
            throw new PlatformException(
                            Kind.INVALID,
                            "the services of " + connection.node() + " need a Java " + range + ", and the bundled one is "
                                    + image.version() + ", as the one that runs cloudtik")
                    .withRemedy("run cloudtik with a JDK " + range.from() + " (CLOUDTIK_JAVA_HOME names it), or write java: system");
        });
    }

    private void requireOwn(Machine machine) {
        Machine now = machine;
        if (wanted.source() == JavaSource.PACKAGE && !suffices(machine)) {
            install(machine);
            now = Machine.look(connection, "");
        }
        requireContainersJava(now);
        requireServicesJavas(now);
    }

    private boolean suffices(Machine machine) {
        return machine.javaVersion().filter(version -> version >= OLDEST_JAVA).isPresent()
                && wanted.versions().stream().allMatch(machine::hasJava);
    }

    private void install(Machine machine) {
        int version = wanted.versions().stream()
                .filter(range -> !machine.hasJava(range))
                .map(JavaNeeds.Range::from)
                .max(Comparator.naturalOrder())
                .orElse(OLDEST_JAVA);
        activity.accept("installing Java " + version + " with the system's package manager");
        CommandResult result = connection.ask(executor ->
                executor.run(Command.script(INSTALL_TIME, INSTALL, Integer.toString(version))));
        if (result.exitCode() == NO_PACKAGE_MANAGER) {
            throw new PlatformException(Kind.INVALID, connection.node() + " has neither apt-get nor dnf to install Java " + version)
                    .withRemedy("use an image with Java, or write java: bundled");
        }
        if (result.exitCode() == NOT_ROOT) {
            throw new PlatformException(
                            Kind.INVALID,
                            connection.node() + " needs Java " + version + ", and java: package installs it as root, by sudo where it"
                                    + " asks for no password; we are " + machine.user() + " there")
                    .withRemedy("let the user call sudo without a password, install it by hand, or write java: bundled");
        }
        Results.require(connection.node(), "installing Java " + version, result);
    }

    private void requireContainersJava(Machine machine) {
        if (machine.java().isEmpty()) {
            throw new PlatformException(
                            Kind.INVALID, connection.node() + " has no Java: neither JAVA_HOME nor PATH leads to one")
                    .withRemedy("use an image with Java " + OLDEST_JAVA + " or newer, or write java: bundled");
        }
        if (machine.javaVersion().filter(version -> version >= OLDEST_JAVA).isEmpty()) {
            throw new PlatformException(
                            Kind.INVALID,
                            connection.node() + " has Java "
                                    + machine.javaVersion().map(String::valueOf).orElse("of an unknown version") + " ("
                                    + machine.java() + "); the platform needs " + OLDEST_JAVA + " or newer")
                    .withRemedy("set JAVA_HOME on the node, use another image, or write java: bundled");
        }
    }

    private void requireServicesJavas(Machine machine) {
        wanted.versions().stream().filter(range -> !machine.hasJava(range)).findFirst().ifPresent(range -> {
            throw new PlatformException(
                            Kind.INVALID,
                            connection.node() + " has no Java " + range + ", which its services need; it has Java "
                                    + machine.javas().stream().sorted().toList())
                    .withRemedy("install a JDK " + range.from() + " on the machine, where JAVA_HOME,"
                            + " CLOUDTIK_JAVA_HOME or /usr/lib/jvm leads to it; or write java: bundled");
        });
    }
}
